import { useElementSize } from "@mantine/hooks";
import styles from "./charts.module.css";
import { chart_edge as edge, Gridlines } from "./column_chart";
import { type Series, words_of_mark } from "./mark";
import { MarkLink } from "./mark_link";
import { labels_that_fit, ticks_to } from "./scale";

// Lines over time, from zero, each named at its end. Every point is a link to its rows.

type Props = { series: Series[]; height?: number; shown_tick: (value: number) => string };

const name_room = 86;

export function LineChart({ series, height = 220, shown_tick }: Props) {
  const { ref, width } = useElementSize();
  const named = series.length > 1 && width > 420;
  const right = width - (named ? name_room : 14);
  const tall = height - edge.top - edge.bottom;
  const [first] = series;
  const count = first?.marks.length ?? 0;
  const ticks = ticks_to(Math.max(0, ...series.flatMap((one) => one.marks.map((m) => m.value))));
  const top = ticks.at(-1)!;
  const from = edge.left + 10;
  const x_of = (place: number) =>
    count > 1 ? from + ((right - from) * place) / (count - 1) : (from + right) / 2;
  const y_of = (value: number) => edge.top + tall * (1 - value / top);
  const labelled = labels_that_fit(count, right - from, 62);
  return (
    <div ref={ref} className={styles.drawing} style={{ height }}>
      {width > 0 ? (
        <svg width={width} height={height} role="presentation">
          <Gridlines ticks={ticks} y_of={y_of} width={right} shown={shown_tick} />
          {first?.marks.map((mark, place) =>
            labelled[place] ? (
              <text
                key={mark.key}
                className={styles.tick}
                x={x_of(place)}
                y={height - 6}
                textAnchor="middle"
              >
                {mark.label}
              </text>
            ) : null,
          )}
          {series.map((one) => (
            <g key={one.key}>
              <path className={styles.line} data-tone={one.tone} d={path_of(one, x_of, y_of)} />
              {one.marks.map((mark, place) => (
                <MarkLink
                  key={mark.key}
                  href={mark.href}
                  label={`${one.label}, ${words_of_mark(mark)}`}
                  className={styles.point}
                >
                  <circle className={styles.reach} cx={x_of(place)} cy={y_of(mark.value)} r="12" />
                  <circle
                    className={styles.mark}
                    data-tone={one.tone}
                    cx={x_of(place)}
                    cy={y_of(mark.value)}
                    r="3.5"
                  />
                </MarkLink>
              ))}
              {named && one.marks.length > 0 ? (
                <text
                  className={styles.series_name}
                  data-tone={one.tone}
                  x={right + 10}
                  y={y_of(one.marks.at(-1)!.value) + 4}
                >
                  {one.label}
                </text>
              ) : null}
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
}

type Axis = (value: number) => number;

function path_of(one: Series, x_of: Axis, y_of: Axis): string {
  return one.marks
    .map((mark, place) => `${place ? "L" : "M"}${x_of(place)} ${y_of(mark.value)}`)
    .join(" ");
}
