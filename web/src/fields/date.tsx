import { ActionIcon, Popover, Skeleton, TextInput } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { t } from "../i18n";
import { format_date, format_date_near, today } from "../i18n/format";
import { CalendarIcon } from "../look/icons";
import { parse_date_words, typed_date } from "./date_words";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { quoted } from "./kind";

const CalendarSheet = lazy(() => import("./calendar/calendar_sheet"));

function Display({ value }: DisplayProps) {
  const iso = String(value);
  return (
    <time dateTime={iso} title={format_date(iso, "long")} className={styles.figures}>
      {format_date_near(iso)}
    </time>
  );
}

// Typed in words or figures, or picked from the calendar.
export function DateEditor(props: EditorProps) {
  const { value, on_change, on_submit, id, label, field, described_by, invalid, auto_focus } =
    props;
  const iso = typeof value === "string" ? value : "";
  const [typed, set_typed] = useState(iso ? typed_date(iso) : "");
  const [open, set_open] = useState(false);
  return (
    <TextInput
      id={id}
      aria-label={label}
      aria-describedby={described_by}
      error={invalid}
      autoFocus={auto_focus}
      data-autofocus={auto_focus || undefined}
      autoComplete="off"
      placeholder={props.placeholder ?? t("date_hint")}
      value={typed}
      onChange={(event) => {
        const written = event.currentTarget.value;
        set_typed(written);
        on_change(written.trim() === "" ? null : (parse_date_words(written) ?? written));
      }}
      onBlur={() => {
        const read = parse_date_words(typed);
        if (read) set_typed(typed_date(read));
      }}
      className={styles.grow}
      rightSection={
        <Popover opened={open} onChange={set_open} position="bottom-end" withinPortal>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("open_calendar", { field: field.label })}
              onClick={() => set_open(!open)}
            >
              <CalendarIcon size={15} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Suspense fallback={<Skeleton w={250} h={240} />}>
              <CalendarSheet
                value={iso}
                on_pick={(picked) => {
                  set_typed(typed_date(picked));
                  set_open(false);
                  on_change(picked);
                  on_submit?.(picked);
                }}
              />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}

export const date: FieldKind = {
  Display,
  Editor: DateEditor,
  operators: ["at_least", "at_most", "is", "less", "more", "empty", "filled"],
  operator_words: "time",
  moving: () => ["today", "today+7d", "today-30d"],
  from_default: (text) => (text === "today" ? today() : text),
  figure_text: (value) => format_date(String(value)),
  literal: (value) => quoted(String(value ?? "")),
  from_literal: (literal) => (typeof literal === "string" ? literal : undefined),
  width: 130,
};
