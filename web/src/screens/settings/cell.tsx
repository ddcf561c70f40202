import { Select } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { title_of } from "../../api/objects";
import type { Field, ObjectType, Row } from "../../api/types";
import { FieldEditor, kind_of } from "../../fields/kinds";
import { same_value } from "../../records/saving/merge";
import { w } from "../../words/settings";
import styles from "./settings.module.css";
import { use_typed } from "./typed";

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
  const typed = use_typed(object, row, field);
  const { problem } = typed;
  const note = useId();
  const stored = row[field.name] ?? null;
  // Editors begin anew where another value came in: with the old one they would lose the focus.
  const [generation, set_generation] = useState(0);
  const shown = useRef(value);
  shown.current = value;
  // Somebody else's change, or an undo, shows here too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when one of these changes
  useEffect(() => {
    if (typed.is_typing() || same_value(shown.current, stored)) return;
    set_value(stored);
    set_generation((last) => last + 1);
  }, [stored, typed.ends]);
  const save = (next: unknown) => typed.save(next);
  const at_once = !!options || kind_of(field).picks;
  const said = {
    label: w("field_of", { field: field.label, name: title_of(object, row) }),
    described_by: problem ? note : undefined,
  };
  const take = (next: unknown) => {
    typed.begin();
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
          typed.drop();
          set_value(stored);
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
