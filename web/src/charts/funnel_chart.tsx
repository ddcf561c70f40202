import styles from "./charts.module.css";
import type { Mark } from "./mark";
import { RowsLink } from "./mark_link";

// Bars around a middle line, in the order of the way: what is in each step. Width is the value,
// counted from zero as in any bar.
export function FunnelChart({ marks }: { marks: Mark[] }) {
  const top = Math.max(...marks.map((mark) => mark.value), 0) || 1;
  return (
    <ul className={styles.bars}>
      {marks.map((mark) => {
        const share = Math.max(0, mark.value / top);
        return (
          <li key={mark.key}>
            <RowsLink href={mark.href} className={styles.bar_row}>
              <span className={styles.bar_name} title={mark.label}>
                {mark.label}
              </span>
              <svg className={styles.bar_track} height="26" width="100%" aria-hidden>
                <rect
                  className={styles.mark}
                  data-tone={mark.tone ?? "accent"}
                  x={`${(1 - share) * 50}%`}
                  width={`${share * 100}%`}
                  height="26"
                  rx="4"
                />
              </svg>
              <span className={styles.bar_figure} title={mark.exact}>
                {mark.shown}
                {mark.note ? <i>{mark.note}</i> : null}
              </span>
            </RowsLink>
          </li>
        );
      })}
    </ul>
  );
}
