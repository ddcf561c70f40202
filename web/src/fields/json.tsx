import { Textarea } from "@mantine/core";
import { useState } from "react";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { text } from "./text";

// A document of the program's own (the permissions of a role, the columns of a view).
const written = (value: unknown, spaces = 0) => JSON.stringify(value ?? null, null, spaces);

function Display({ value, row }: DisplayProps) {
  if (row) return <code className={styles.clip}>{written(value)}</code>;
  return <code className={styles.long}>{written(value, 2)}</code>;
}

function Editor({ value, on_change, id, label, described_by, invalid }: EditorProps) {
  const [typed, set_typed] = useState(() => (value ? written(value, 2) : ""));
  return (
    <Textarea
      id={id}
      aria-label={label}
      aria-describedby={described_by}
      error={invalid}
      autosize
      minRows={3}
      maxRows={20}
      spellCheck={false}
      value={typed}
      onChange={(event) => {
        set_typed(event.currentTarget.value);
        try {
          on_change(event.currentTarget.value ? JSON.parse(event.currentTarget.value) : null);
        } catch {
          // Not yet a document; it goes on as text, and the server says why not.
          on_change(event.currentTarget.value);
        }
      }}
    />
  );
}

export const json: FieldKind = { ...text, Display, Editor, operators: ["empty", "filled"] };
