import { ActionIcon, Button, Popover } from "@mantine/core";
import { useState } from "react";
import { DateEditor } from "../../fields/date";
import { add_days } from "../../fields/date_words";
import { t } from "../../i18n";
import { format_date, today } from "../../i18n/format";
import { DownIcon, TimeIcon } from "../../look/icons";
import { as_of_day, day_of_as_of } from "./as_of";
import styles from "./as_of_picker.module.css";

// `small`: a picture where there is no room for words.
type Props = { as_of?: string; on_change: (as_of: string | null) => void; small?: boolean };

// The time the screen shows: now, or the end of a day in the past.
export function AsOfPicker({ as_of, on_change, small }: Props) {
  const [open, set_open] = useState(false);
  const shown = as_of ? t("as_of_on", { date: format_date(day_of_as_of(as_of)) }) : t("as_of_now");
  function pick(day: string | null) {
    on_change(day ? as_of_day(day) : null);
    set_open(false);
  }
  const ago = [
    { label: t("week_ago"), days: 7 },
    { label: t("month_ago"), days: 30 },
    { label: t("quarter_ago"), days: 91 },
    { label: t("year_ago"), days: 365 },
  ];
  return (
    <Popover opened={open} onChange={set_open} position="bottom-start" trapFocus width={240}>
      <Popover.Target>
        {small ? (
          <ActionIcon
            variant={as_of ? "light" : "subtle"}
            color={as_of ? undefined : "gray"}
            size={30}
            onClick={() => set_open(!open)}
            aria-expanded={open}
            aria-label={t("time_travel")}
            title={`${t("as_of_pick")} (⇧T)`}
          >
            <TimeIcon size={16} aria-hidden />
          </ActionIcon>
        ) : (
          <Button
            variant={as_of ? "light" : "default"}
            leftSection={<TimeIcon size={14} aria-hidden />}
            rightSection={<DownIcon size={13} aria-hidden />}
            onClick={() => set_open(!open)}
            aria-expanded={open}
            title={`${t("as_of_pick")} (⇧T)`}
          >
            {shown}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <div className={styles.choices}>
          <button type="button" onClick={() => pick(null)}>
            {t("as_of_now")}
          </button>
          {ago.map((one) => (
            <button key={one.days} type="button" onClick={() => pick(add_days(today(), -one.days))}>
              {one.label}
            </button>
          ))}
        </div>
        <div className={styles.day}>
          <DateEditor
            field={{ name: "as_of", label: t("as_of_pick"), kind: "date" }}
            label={t("as_of_pick")}
            value={as_of ? day_of_as_of(as_of) : null}
            on_change={(day) => {
              if (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day))
                on_change(as_of_day(day));
            }}
            on_submit={() => set_open(false)}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
