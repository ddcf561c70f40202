import type { Field } from "../api/types";
import styles from "./fields.module.css";
import {
  type DisplayProps,
  type EditorProps,
  type FieldKind,
  is_empty,
  type OperatorName,
} from "./kind";
import { text } from "./text";

// Every file of this folder that exports a field kind under its own name is one; the server's file
// of the same name knows the rest (src/record/object/kinds).
const files = import.meta.glob<Record<string, unknown>>(["./*.tsx", "!./kinds.tsx"], {
  eager: true,
});

function is_kind(exported: unknown): exported is FieldKind {
  return typeof exported === "object" && exported !== null && "Display" in exported;
}

const kinds = new Map<string, FieldKind>();
for (const [path, exports] of Object.entries(files)) {
  const name = path.replace(/^\.\/|\.tsx$/g, "");
  const exported = exports[name];
  if (is_kind(exported)) kinds.set(name, exported);
}

// A server newer than these screens may know more kinds; they are shown as text.
export const kind_of = (field: { kind: string }): FieldKind => kinds.get(field.kind) ?? text;

// What filters can say of a field: what its kind has words for, as far as the server takes it.
export function operators_of(field: Field): OperatorName[] {
  const taken = field.operators;
  const { operators } = kind_of(field);
  return taken
    ? operators.filter((name) => sign_of[name] === "" || taken.includes(sign_of[name]))
    : operators;
}
// Whether there is a value at all can be asked of any field.
const sign_of: Record<OperatorName, string> = {
  has: ":",
  has_not: ":",
  is: "=",
  is_not: "!=",
  more: ">",
  at_least: ">=",
  less: "<",
  at_most: "<=",
  empty: "",
  filled: "",
};

export function FieldValue(props: DisplayProps) {
  if (is_empty(props.value)) return <span className={styles.none}>—</span>;
  const { Display } = kind_of(props.field);
  return <Display {...props} />;
}

export function FieldEditor(props: EditorProps) {
  const { Editor } = kind_of(props.field);
  return <Editor {...props} />;
}
