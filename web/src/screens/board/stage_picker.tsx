import { useEffect, useRef } from "react";
import { format_number } from "../../i18n/format";
import { w } from "../../words/board";
import styles from "./board.module.css";
import type { Column } from "./columns";
import { total_in } from "./totals";
import type { BoardView } from "./view";

// Narrow screens show one column at a time: swiped to, or picked here.

type Props = {
  view: BoardView;
  columns: Column[];
  shown: string | undefined;
  on_pick: (key: string) => void;
};

export function StagePicker({ view, columns, shown, on_pick }: Props) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chosen = strip.current?.querySelector<HTMLElement>(
      `[data-pick="${CSS.escape(shown ?? "")}"]`,
    );
    if (!chosen || !strip.current) return;
    strip.current.scrollTo({ left: chosen.offsetLeft - 60, behavior: "smooth" });
  }, [shown]);
  return (
    <div ref={strip} className={styles.picker} role="group" aria-label={w("stage_picker")}>
      {columns.map((column) => {
        const { count } = total_in(view.answer, { field: view.field, sum: view.sum }, column.key);
        return (
          <button
            key={column.key}
            type="button"
            data-pick={column.key}
            aria-pressed={column.key === shown}
            onClick={() => on_pick(column.key)}
          >
            {column.label} <i>{format_number(count)}</i>
          </button>
        );
      })}
    </div>
  );
}
