import { Select } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { title_of } from "../../api/objects";
import { Problem } from "../../api/problem";
import type { Field, ObjectType, Row } from "../../api/types";
import { FieldEditor, kind_of } from "../../fields/kinds";
import { same_value } from "../../records/saving/merge";
import { say_problem } from "../../records/saving/problem_text";
import { save_fields } from "../../records/saving/save";
import { w } from "../../words/settings";
import styles from "./settings.module.css";

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
  // The record as it was when somebody began to type here; null: nothing is typed. What is typed
  // stays until it is saved or Escape takes it back, whatever comes from elsewhere meanwhile.
  const typed_on = useRef<Row | null>(null);
  const [saves, set_saves] = useState(0);
  // Editors begin anew where another value came in: with the old one they would lose the focus.
  const [generation, set_generation] = useState(0);
  const shown = useRef(value);
  shown.current = value;
  // Somebody else's change, or an undo, shows here too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a save is over, so it may differ now
  useEffect(() => {
    if (typed_on.current || same_value(shown.current, stored)) return;
    set_value(stored);
    set_generation((last) => last + 1);
  }, [stored, saves]);

  async function save(next: unknown) {
    const seen = typed_on.current ?? row;
    if (same_value(seen[field.name] ?? null, next)) {
      typed_on.current = null;
      set_problem(null);
      set_saves((last) => last + 1);
      return;
    }
    try {
      await save_fields(object, seen, { [field.name]: next });
      typed_on.current = null;
      set_problem(null);
      set_saves((last) => last + 1);
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
    typed_on.current ??= row;
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
        if (event.key === "Escape") {
          typed_on.current = null;
          set_value(stored);
          set_problem(null);
        }
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
          key={at_once ? undefined : generation}
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
