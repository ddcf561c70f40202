import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { format_number } from "../../i18n/format";
import { ErrorIcon, RefreshIcon, UndoIcon } from "../../look/icons";
import { say_problem } from "../../records/saving/problem_text";
import { undo } from "../../records/saving/undo";
import { w } from "../../words/imports";
import styles from "./imports.module.css";
import { resume } from "./questions";
import type { Import } from "./types";

// An import that was cut off stands here until somebody decides: go on where it stopped, or take
// back what it wrote.
export function Interrupted({ one, undone }: { one: Import; undone: boolean }) {
  const [asking, set_asking] = useState(false);
  const numbers = { done: format_number(one.done), rows: format_number(one.rows) };
  async function go_on() {
    set_asking(true);
    await resume(one.id).catch(say_problem);
    set_asking(false);
  }
  return (
    <div role="alert">
      <h2 className={styles.title} data-tone="bad">
        <ErrorIcon size={22} aria-hidden />
        {w(undone ? "undone_title" : "interrupted_title")}
      </h2>
      {undone ? null : <p>{w("interrupted_after", numbers)}</p>}
      {undone ? null : (
        <p className={styles.soft}>
          {w(one.can_resume ? "interrupted_hint" : "interrupted_lost", numbers)}
        </p>
      )}
      <div className={styles.foot} data-start>
        {one.can_resume && !undone ? (
          <Button
            leftSection={<RefreshIcon size={14} aria-hidden />}
            loading={asking}
            onClick={() => void go_on()}
          >
            {w("go_on_where_stopped")}
          </Button>
        ) : null}
        {one.change && !undone ? (
          <Button
            variant="default"
            leftSection={<UndoIcon size={14} aria-hidden />}
            onClick={() => void undo(one.change ?? "")}
          >
            {w("take_back_import")}
          </Button>
        ) : null}
        <Button variant="subtle" component={Link} to="/imports">
          {w("another")}
        </Button>
      </div>
    </div>
  );
}
