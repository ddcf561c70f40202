import { ActionIcon, TextInput } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { title_of } from "../../../api/objects";
import type { Field, ObjectType, Row } from "../../../api/types";
import { AddIcon, CloseIcon } from "../../../look/icons";
import { w } from "../../../words/company";
import { use_typed } from "../typed";
import styles from "./company.module.css";
import { has_room, next_span, read_spans, type Span, write_spans } from "./spans";

// The hours of one day: saved when they are left, added or removed.

type Props = { object: ObjectType; row: Row; field: Field };

export function DayLine({ object, row, field }: Props) {
  const stored = String(row[field.name] ?? "");
  const [spans, set_spans] = useState(() => read_spans(stored));
  const typed = use_typed(object, row, field);
  const { problem } = typed;
  const note = useId();
  // Somebody else's change, or an undo, shows here too; and how it is kept: 9 becomes 09:00.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when one of these changes
  useEffect(() => {
    if (!typed.is_typing()) set_spans(read_spans(stored));
  }, [stored, typed.ends]);
  const names = { day: field.label, name: title_of(object, row) };
  const may = object.can.update;

  async function save(next: Span[]) {
    const text = write_spans(next);
    if (text === null) return;
    const is_same = (was: unknown) => text === write_spans(read_spans(String(was ?? "")));
    await typed.save(text || null, is_same);
  }
  function put(next: Span[]) {
    typed.begin();
    set_spans(next);
    void save(next);
  }
  function type(place: number, part: Partial<Span>) {
    typed.begin();
    set_spans(spans.map((span, one) => (one === place ? { ...span, ...part } : span)));
  }
  return (
    <li
      className={styles.day}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) void save(spans);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) void save(spans);
        if (event.key === "Escape") typed.drop();
      }}
    >
      <span className={styles.day_name}>{field.label}</span>
      <div className={styles.spans}>
        {spans.length === 0 ? <span className={styles.soft}>{w("closed")}</span> : null}
        {spans.map((span, place) => (
          <div key={place} className={styles.span}>
            <Time
              value={span.from}
              label={w("from", names)}
              invalid={!!problem}
              note={note}
              disabled={!may}
              on_change={(from) => type(place, { from })}
            />
            <span className={styles.soft}>{w("dash")}</span>
            <Time
              value={span.until}
              label={w("until", names)}
              invalid={!!problem}
              note={note}
              disabled={!may}
              on_change={(until) => type(place, { until })}
            />
            {may ? (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={w("remove_span", { ...names, span: `${span.from}–${span.until}` })}
                onClick={(event) => {
                  add_button_of(event.currentTarget)?.focus();
                  put(spans.filter((_, one) => one !== place));
                }}
              >
                <CloseIcon size={14} aria-hidden />
              </ActionIcon>
            ) : null}
          </div>
        ))}
        {may && has_room(spans) ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            data-add
            aria-label={w("add_span", names)}
            onClick={() => put([...spans, next_span(spans)])}
          >
            <AddIcon size={15} aria-hidden />
          </ActionIcon>
        ) : null}
      </div>
      {problem ? (
        <p id={note} className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
    </li>
  );
}

// What had the focus goes away.
const add_button_of = (button: Element) =>
  button.closest("li")?.querySelector<HTMLElement>("[data-add]");

type TimeProps = {
  value: string;
  label: string;
  invalid: boolean;
  note: string;
  disabled: boolean;
  on_change: (value: string) => void;
};

function Time({ value, label, invalid, note, disabled, on_change }: TimeProps) {
  return (
    <TextInput
      size="xs"
      w={72}
      autoComplete="off"
      aria-label={label}
      aria-describedby={invalid ? note : undefined}
      error={invalid}
      disabled={disabled}
      value={value}
      onChange={(event) => on_change(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
