import styles from "./charts.module.css";
import type { Mark } from "./mark";
import { RowsLink } from "./mark_link";

// Bars that lie, for names of any length: the name left, the bar from zero, the figure at its end.

type Props = { marks: Mark[]; largest?: number };

export function BarChart({ marks, largest }: Props) {
  const top = Math.max(largest ?? 0, ...marks.map((mark) => mark.value), 0) || 1;
  return (
    <ul className={styles.bars}>
      {marks.map((mark) => (
        <li key={mark.key}>
          <RowsLink href={mark.href} className={styles.bar_row}>
            <span className={styles.bar_name} title={mark.label}>
              {mark.label}
            </span>
            <Bar share={mark.value / top} tone={mark.tone} />
            <span className={styles.bar_figure} title={mark.exact}>
              {mark.shown}
              {mark.note ? <i>{mark.note}</i> : null}
            </span>
          </RowsLink>
        </li>
      ))}
    </ul>
  );
}

function Bar({ share, tone = "accent" }: { share: number; tone?: Mark["tone"] }) {
  const width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return (
    <svg className={styles.bar_track} height="14" width="100%" aria-hidden focusable="false">
      <rect
        className={styles.mark}
        data-tone={tone}
        x="0"
        y="0"
        rx="3"
        height="14"
        width={width}
        style={{ minWidth: share > 0 ? 2 : 0 }}
      />
    </svg>
  );
}
