import { useElementSize } from "@mantine/hooks";
import styles from "./charts.module.css";
import { type Mark, words_of_mark } from "./mark";
import { MarkLink } from "./mark_link";
import { bands_in, labels_that_fit, ticks_to } from "./scale";

// Columns from zero over time. The figure stands on each column while there is room, else the axis
// says it; every column is a link to its rows.

type Props = { marks: Mark[]; height?: number; shown_tick: (value: number) => string };

const edge = { top: 22, bottom: 24, left: 52, right: 4 };

export function ColumnChart({ marks, height = 220, shown_tick }: Props) {
  const { ref, width } = useElementSize();
  const inner = Math.max(0, width - edge.left - edge.right);
  const tall = height - edge.top - edge.bottom;
  const ticks = ticks_to(Math.max(...marks.map((mark) => mark.value), 0));
  const top = ticks.at(-1)!;
  const bands = bands_in(inner, marks.length);
  const place_width = inner / Math.max(1, marks.length);
  const room_for_figures = place_width >= 46;
  const labelled = labels_that_fit(marks.length, inner, 58);
  const y_of = (value: number) => edge.top + tall * (1 - value / top);
  return (
    <div ref={ref} className={styles.drawing} style={{ height }}>
      {width > 0 ? (
        <svg width={width} height={height} role="presentation">
          <Gridlines ticks={ticks} y_of={y_of} width={width} shown={shown_tick} />
          {marks.map((mark, place) => {
            const { start, width: wide } = bands[place]!;
            const x = edge.left + start;
            const y = y_of(Math.max(0, mark.value));
            const middle = x + wide / 2;
            return (
              <MarkLink
                key={mark.key}
                href={mark.href}
                label={words_of_mark(mark)}
                className={styles.column}
              >
                <rect
                  className={styles.reach}
                  x={edge.left + place * place_width}
                  y={edge.top - 18}
                  width={place_width}
                  height={tall + 18 + edge.bottom}
                  rx="4"
                />
                <rect
                  className={styles.mark}
                  data-tone={mark.tone ?? "accent"}
                  x={x}
                  y={y}
                  width={wide}
                  height={Math.max(0, edge.top + tall - y)}
                  rx={Math.min(3, wide / 4)}
                />
                {room_for_figures && mark.value > 0 ? (
                  <text className={styles.figure} x={middle} y={y - 6} textAnchor="middle">
                    {mark.shown}
                  </text>
                ) : null}
                {labelled[place] ? (
                  <text className={styles.tick} x={middle} y={height - 6} textAnchor="middle">
                    {mark.label}
                  </text>
                ) : null}
              </MarkLink>
            );
          })}
        </svg>
      ) : null}
    </div>
  );
}

type GridProps = {
  ticks: number[];
  y_of: (value: number) => number;
  width: number;
  shown: (value: number) => string;
};

export function Gridlines({ ticks, y_of, width, shown }: GridProps) {
  return (
    <g aria-hidden>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={styles.grid}
            data-zero={tick === 0 || undefined}
            x1={edge.left}
            x2={width}
            y1={y_of(tick)}
            y2={y_of(tick)}
          />
          <text className={styles.tick} x={edge.left - 8} y={y_of(tick) + 4} textAnchor="end">
            {shown(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

export const chart_edge = edge;
