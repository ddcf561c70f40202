import { TextInput } from "@mantine/core";
import { useState } from "react";
import { decimal_mark, format_number, parse_decimal } from "../i18n/format";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";

function Display({ value }: DisplayProps) {
  return <span className={styles.figures}>{format_number(Number(value))}</span>;
}

// Figures as the person writes them; what does not read as a number goes to the server as typed,
// which then says why not.
export function NumberEditor(props: EditorProps & { unit?: string }) {
  const { value, on_change, id, label, described_by, invalid, auto_focus, unit } = props;
  const [typed, set_typed] = useState(() =>
    value === null || value === undefined ? "" : String(value).replace(".", decimal_mark()),
  );
  return (
    <TextInput
      id={id}
      inputMode="decimal"
      aria-label={label}
      aria-describedby={described_by}
      error={invalid}
      autoFocus={auto_focus}
      data-autofocus={auto_focus || undefined}
      autoComplete="off"
      rightSection={unit ? <span className={styles.none}>{unit}</span> : undefined}
      value={typed}
      onFocus={(event) => auto_focus && event.currentTarget.select()}
      onChange={(event) => {
        const written = event.currentTarget.value;
        set_typed(written);
        const plain = parse_decimal(written);
        on_change(written.trim() === "" ? null : plain === null ? written : Number(plain));
      }}
      className={styles.grow}
      styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
    />
  );
}

export const number: FieldKind = {
  Display,
  Editor: NumberEditor,
  operators: ["at_least", "at_most", "is", "is_not", "more", "less", "empty", "filled"],
  align: "right",
  from_default: Number,
  figure_text: (value) => format_number(Number(value)),
  literal: (value) => String(value ?? 0),
  from_literal: (literal) => (typeof literal === "number" ? literal : undefined),
  width: 110,
};
