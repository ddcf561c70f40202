import type { Kind } from "../api/types";
import { address } from "./address";
import { choice } from "./choice";
import { choices } from "./choices";
import { date } from "./date";
import { emails } from "./emails";
import styles from "./fields.module.css";
import { file } from "./file";
import { instant } from "./instant";
import { json } from "./json";
import { type DisplayProps, type EditorProps, type FieldKind, is_empty } from "./kind";
import { long_text } from "./long_text";
import { money } from "./money";
import { number } from "./number";
import { percent } from "./percent";
import { phones } from "./phones";
import { reference } from "./reference";
import { references } from "./references";
import { text } from "./text";
import { web } from "./web";
import { yes_no } from "./yes_no";

const kinds: Record<Kind, FieldKind> = {
  address,
  choice,
  choices,
  date,
  emails,
  file,
  instant,
  json,
  long_text,
  money,
  number,
  percent,
  phones,
  reference,
  references,
  text,
  web,
  yes_no,
};

// A server newer than these screens may know more kinds; they are shown as text.
export const kind_of = (field: { kind: string }): FieldKind => kinds[field.kind as Kind] ?? text;

export function FieldValue(props: DisplayProps) {
  if (is_empty(props.value)) return <span className={styles.none}>—</span>;
  const { Display } = kind_of(props.field);
  return <Display {...props} />;
}

export function FieldEditor(props: EditorProps) {
  const { Editor } = kind_of(props.field);
  return <Editor {...props} />;
}
