import { Select } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { title_of } from "../../api/objects";
import { Problem } from "../../api/problem";
import type { Field, ObjectType, Row } from "../../api/types";
import { FieldEditor, kind_of } from "../../fields/kinds";
import { same_value } from "../../records/saving/merge";
import { say_problem } from "../../records/saving/problem_text";
import { save_fields } from "../../records/saving/save";
import styles from "./settings.module.css";
import { w } from "./words";

// One field of a record, always open for editing: saved when it is left or picked, with undo.

type Props = {
  object: ObjectType;
  row: Row;
  field: Field;
  // Where a narrow screen has no head above: the field's name beside the value.
  named?: boolean;
  // A text that is one of these: currencies, time zones.
  options?: string[];
};

export function Cell({ object, row, field, named, options }: Props) {
  const [value, set_value] = useState<unknown>(row[field.name] ?? null);
  const [problem, set_problem] = useState<string | null>(null);
  const note = useId();
  const stored = row[field.name] ?? null;
  const latest = useRef(stored);
  // Somebody else's change, or an undo, shows here too.
  useEffect(() => {
    if (!same_value(latest.current, stored)) set_value(stored);
    latest.current = stored;
  }, [stored]);

  async function save(next: unknown) {
    if (same_value(stored, next)) return;
    try {
      await save_fields(object, row, { [field.name]: next });
      set_problem(null);
    } catch (error) {
      const message = error instanceof Problem ? error.message_for(field.name) : undefined;
      set_problem(message ?? null);
      if (!message) say_problem(error);
    }
  }
  const at_once = !!options || kind_of(field).picks;
  const said = {
    label: w("field_of", { field: field.label, name: title_of(object, row) }),
    described_by: problem ? note : undefined,
  };
  const take = (next: unknown) => {
    set_value(next);
    if (at_once) void save(next);
  };
  return (
    <div
      className={styles.cell}
      data-kind={field.kind}
      onBlur={(event) => {
        if (at_once || event.currentTarget.contains(event.relatedTarget)) return;
        void save(value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !at_once) void save(value);
        if (event.key === "Escape") set_value(stored);
      }}
    >
      {named ? (
        <span className={styles.named} aria-hidden>
          {field.label}
        </span>
      ) : null}
      {options ? (
        <Select
          aria-label={said.label}
          aria-describedby={said.described_by}
          error={!!problem}
          searchable
          allowDeselect={false}
          data={options}
          value={typeof value === "string" ? value : null}
          onChange={take}
        />
      ) : (
        <FieldEditor
          key={at_once ? undefined : String(JSON.stringify(stored))}
          field={field}
          value={value}
          row={row}
          {...said}
          invalid={!!problem}
          on_change={take}
          // Where picking is deciding, nothing is left that could be saved.
          on_submit={at_once ? undefined : (next) => void save(next)}
        />
      )}
      {problem ? (
        <p id={note} className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
