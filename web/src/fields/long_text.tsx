import { Textarea } from "@mantine/core";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { text } from "./text";

function Display({ value, row }: DisplayProps) {
  return <span className={row ? styles.clip : styles.long}>{String(value)}</span>;
}

function Editor({
  value,
  on_change,
  field,
  id,
  label,
  described_by,
  invalid,
  auto_focus,
}: EditorProps) {
  return (
    <Textarea
      id={id}
      aria-label={label}
      aria-describedby={described_by}
      error={invalid}
      autoFocus={auto_focus}
      data-autofocus={auto_focus || undefined}
      autosize
      minRows={2}
      maxRows={12}
      maxLength={field.max_length}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => on_change(event.currentTarget.value)}
      className={styles.grow}
    />
  );
}

export const long_text: FieldKind = {
  ...text,
  Display,
  Editor,
  asked_as: "text",
  size: "page",
  width: 280,
};
