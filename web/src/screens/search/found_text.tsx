import { Fragment } from "react";
import styles from "./found.module.css";

// A text in which what was found is marked.
export function FoundText({ text, parts }: { text: string; parts?: string[] }) {
  if (!parts) return text;
  return parts.map((part, place) => (
    <Fragment key={place}>
      {place % 2 ? <mark className={styles.mark}>{part}</mark> : part}
    </Fragment>
  ));
}
