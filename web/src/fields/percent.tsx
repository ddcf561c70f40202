import { format_percent } from "../i18n/format";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { NumberEditor, number } from "./number";

function Display({ value }: DisplayProps) {
  return <span className={styles.figures}>{format_percent(Number(value))}</span>;
}

function Editor(props: EditorProps) {
  return <NumberEditor {...props} unit="%" />;
}

// A number between 0 and 100; it differs from a number only by its sign.
export const percent: FieldKind = {
  ...number,
  Display,
  Editor,
  width: 100,
  figure_text: (value) => format_percent(Number(value)),
  differs_by_points: true,
};
