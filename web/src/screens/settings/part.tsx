import type { ReactNode } from "react";
import styles from "./settings.module.css";

type Props = { title: string; hint?: string; children: ReactNode };

export function Part({ title, hint, children }: Props) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {children}
    </section>
  );
}
