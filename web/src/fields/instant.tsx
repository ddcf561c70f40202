import { TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n";
import { format_instant_exact, format_instant_near } from "../i18n/format";
import { DateEditor, date } from "./date";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { instant_of, wall_of } from "./wall_time";

function Display({ value }: DisplayProps) {
  const iso = String(value);
  return (
    <time dateTime={iso} title={format_instant_exact(iso)} className={styles.figures}>
      {format_instant_near(iso)}
    </time>
  );
}

const readable = (value: unknown): value is string =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));

function Editor(props: EditorProps) {
  const { value, on_change, field } = props;
  const [time, set_time] = useState(readable(value) ? wall_of(value).time : "09:00");
  const shown_date = readable(value)
    ? wall_of(value).date
    : typeof value === "string"
      ? value
      : null;

  function tell(day: unknown, clock: string) {
    if (day === null) on_change(null);
    else if (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d$/.test(clock))
      on_change(instant_of({ date: day, time: clock }));
    else on_change(day);
  }

  return (
    <div className={styles.line}>
      <DateEditor
        {...props}
        value={shown_date}
        on_submit={undefined}
        on_change={(day) => tell(day, time)}
      />
      <TextInput
        type="time"
        aria-label={t("time_of", { field: field.label })}
        value={time}
        onChange={(event) => {
          set_time(event.currentTarget.value);
          if (shown_date) tell(shown_date, event.currentTarget.value);
        }}
        w={104}
      />
    </div>
  );
}

export const instant: FieldKind = {
  ...date,
  Display,
  Editor,
  asked_as: "date",
  from_default: (text) => (text === "now" ? new Date().toISOString() : text),
  width: 140,
};
