import styles from "./charts.module.css";
import type { Mark } from "./mark";
import { RowsLink } from "./mark_link";

// One whole and its parts. Each part names itself below, so that colour is not the only key.
export function StackedBar({ marks }: { marks: Mark[] }) {
  const filled = marks.filter((mark) => mark.value > 0);
  const whole = filled.reduce((sum, mark) => sum + mark.value, 0) || 1;
  let start = 0;
  return (
    <div className={styles.stacked}>
      <svg height="18" width="100%" aria-hidden focusable="false">
        {filled.map((mark) => {
          const from = start;
          start += mark.value / whole;
          return (
            <rect
              key={mark.key}
              className={styles.mark}
              data-tone={mark.tone ?? "accent"}
              data-parted
              x={`${from * 100}%`}
              y="0"
              height="18"
              width={`${(mark.value / whole) * 100}%`}
            />
          );
        })}
      </svg>
      <ul className={styles.legend}>
        {marks.map((mark) => (
          <li key={mark.key}>
            <RowsLink href={mark.href} className={styles.legend_item}>
              <i data-tone={mark.tone ?? "accent"} aria-hidden />
              <span>{mark.label}</span>
              <b title={mark.exact}>{mark.shown}</b>
              {mark.note ? <em>{mark.note}</em> : null}
            </RowsLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
