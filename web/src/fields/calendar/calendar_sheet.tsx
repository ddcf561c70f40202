import { DatePicker, DatesProvider } from "@mantine/dates";
import "dayjs/locale/de";
import "@mantine/dates/styles.layer.css";
import { current_language } from "../../i18n";
import { month_comes_first } from "../date_words";

// Its own file, so that the calendar is fetched when it is first opened and not before.
type Props = { value: string; on_pick: (iso: string) => void };

export default function CalendarSheet({ value, on_pick }: Props) {
  const known = /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : null;
  const first_day = current_language() === "en" && month_comes_first() ? 0 : 1;
  return (
    <DatesProvider settings={{ locale: current_language(), firstDayOfWeek: first_day }}>
      <DatePicker
        size="xs"
        value={known}
        defaultDate={known ?? undefined}
        onChange={(picked) => picked && on_pick(String(picked).slice(0, 10))}
      />
    </DatesProvider>
  );
}
