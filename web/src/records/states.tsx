import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { t } from "../i18n";
import { ErrorIcon } from "../look/icons";
import { problem_text } from "./saving/problem_text";
import styles from "./states.module.css";

// The states of a screen beside "filled": empty, failed; loading has a skeleton of its own shape.

type EmptyProps = { text: string; picture?: ReactNode; children?: ReactNode };

export function Empty({ text, picture, children }: EmptyProps) {
  return (
    <div className={styles.state}>
      {picture ? <div className={styles.picture}>{picture}</div> : null}
      <p>{text}</p>
      {children}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, detail } = problem_text(error);
  return (
    <div className={styles.state} role="alert">
      <div className={styles.picture} data-bad>
        <ErrorIcon size={22} aria-hidden />
      </div>
      <p className={styles.title}>{title}</p>
      <p className={styles.detail}>{detail}</p>
      {retry ? (
        <Button variant="default" onClick={retry}>
          {t("try_again")}
        </Button>
      ) : null}
    </div>
  );
}

// Grey bars where lines of text will be.
export function Bars({ count = 5, height = 14 }: { count?: number; height?: number }) {
  return (
    <div className={styles.bars} aria-hidden>
      {Array.from({ length: count }, (_, place) => (
        <span key={place} style={{ height, width: `${88 - ((place * 37) % 45)}%` }} />
      ))}
    </div>
  );
}
