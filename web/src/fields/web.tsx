import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { TextEditor, text } from "./text";

// Only http and https become links: a "javascript:" address stays harmless text.
export function safe_address(value: string): string | null {
  const text_with_scheme = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`;
  try {
    const url = new URL(text_with_scheme);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

function Display({ value, linked = true }: DisplayProps) {
  const shown = String(value)
    .replace(/^https?:\/\//, "")
    .replace(/\/$/, "");
  const address = safe_address(String(value));
  if (!address || !linked) return <span className={styles.clip}>{shown}</span>;
  return (
    <a
      className={`${styles.link} ${styles.clip}`}
      href={address}
      target="_blank"
      rel="noreferrer noopener"
    >
      {shown}
    </a>
  );
}

function Editor(props: EditorProps) {
  return <TextEditor {...props} type="url" />;
}

export const web: FieldKind = { ...text, Display, Editor, width: 180 };
