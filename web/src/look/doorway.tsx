import type { ReactNode } from "react";
import styles from "./doorway.module.css";

// The frame of the screens before one is signed in.
export function Doorway({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.doorway}>
      <div className={styles.card}>
        <svg width="38" height="38" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="9" fill="var(--accent)" />
          <g fill="none" stroke="#fff" strokeWidth="3">
            <circle cx="12.5" cy="16" r="6" />
            <circle cx="19.5" cy="16" r="6" strokeOpacity="0.7" />
          </g>
        </svg>
        <h1>{title}</h1>
        {children}
      </div>
      <p className={styles.name}>Comity</p>
    </main>
  );
}

export function DoorwayProblem({ title, detail }: { title: string; detail: string }) {
  return (
    <p className={styles.problem} role="alert">
      <b>{title}.</b> {detail}
    </p>
  );
}
