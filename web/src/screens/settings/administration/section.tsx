import type { ReactNode } from "react";
import styles from "./administration.module.css";
import type { Part } from "./attention";

// A part of the page that can be gone to: its heading takes the focus.

type Props = { part: Part; title: string; hint: string; tools?: ReactNode; children: ReactNode };

const heading_id = (part: Part) => `administration-${part}`;

export function Section({ part, title, hint, tools, children }: Props) {
  return (
    <section className={styles.section} aria-labelledby={heading_id(part)}>
      <div className={styles.section_head}>
        <h2 id={heading_id(part)} tabIndex={-1}>
          {title}
        </h2>
        {tools}
      </div>
      <p className={styles.hint}>{hint}</p>
      {children}
    </section>
  );
}

export function go_to_part(part: Part) {
  const heading = document.getElementById(heading_id(part));
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

// What had the focus goes away: the next line takes it, or the one before, or the heading.
export function focus_beside(line: Element | null, part: Part) {
  const beside = line?.nextElementSibling ?? line?.previousElementSibling;
  const button = beside?.querySelector<HTMLElement>("button");
  (button ?? document.getElementById(heading_id(part)))?.focus();
}
