import { TextInput } from "@mantine/core";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { quoted } from "./kind";

function Display({ value }: DisplayProps) {
  return <span className={styles.clip}>{String(value)}</span>;
}

export function TextEditor(props: EditorProps & { type?: string; mode?: "decimal" | "text" }) {
  const { value, on_change, field, id, label, described_by, invalid, auto_focus } = props;
  return (
    <TextInput
      id={id}
      type={props.type ?? "text"}
      inputMode={props.mode}
      aria-label={label}
      aria-describedby={described_by}
      error={invalid}
      data-autofocus={auto_focus || undefined}
      autoFocus={auto_focus}
      maxLength={field.max_length}
      autoComplete="off"
      value={typeof value === "string" ? value : ""}
      onChange={(event) => on_change(event.currentTarget.value)}
      onFocus={(event) => auto_focus && event.currentTarget.select()}
      className={styles.grow}
    />
  );
}

export const text: FieldKind = {
  Display,
  Editor: TextEditor,
  operators: ["has", "has_not", "is", "is_not", "empty", "filled"],
  literal: (value) => quoted(String(value ?? "")),
  from_literal: (literal) => (literal === null ? undefined : String(literal)),
  width: 200,
};
