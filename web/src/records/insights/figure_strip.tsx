import type { InsightAnswer, InsightFigure } from "../../api/insights";
import { use_object } from "../../api/objects";
import { About } from "../../charts/chart_frame";
import { RowsLink } from "../../charts/mark_link";
import { kind_of } from "../../fields/kinds";
import { format_number } from "../../i18n/format";
import { w } from "../../words/figures";
import { AboutInsight, period_text } from "./about_insight";
import styles from "./insights.module.css";
import { LeftOutNotes } from "./left_out_notes";
import { screen_address } from "./rows_address";
import { beside_text, short_text_of, text_of_kind } from "./values";

// Single figures side by side. Each opens its rows, tells how it is counted and, where it counts a
// period, how it was before.
export function FigureStrip({ answer, object }: { answer: InsightAnswer; object: string }) {
  return (
    <section className={styles.strip} aria-label={answer.label}>
      <div className={styles.figures}>
        {answer.figures.map((figure) => (
          <Figure key={figure.name} figure={figure} answer={answer} object={object} />
        ))}
      </div>
      <LeftOutNotes left_out={answer.left_out} />
    </section>
  );
}

type FigureProps = { figure: InsightFigure; answer: InsightAnswer; object: string };

function Figure({ figure, answer, object }: FigureProps) {
  const type = use_object(object);
  return (
    <div className={styles.figure} data-warn={figure.attention || undefined}>
      <div className={styles.figure_head}>
        <h2>{figure.label}</h2>
        <About>
          <AboutInsight text={figure.definition} answer={answer} />
        </About>
      </div>
      <RowsLink
        href={screen_address(figure.rows)}
        className={styles.figure_value}
        title={text_of_kind(figure.kind, figure.value)}
      >
        <b>{short_text_of(figure.kind, figure.value)}</b>
        <span>{beside_text(figure, type)}</span>
      </RowsLink>
      {figure.before ? <Before figure={figure} before={figure.before} /> : null}
    </div>
  );
}

type BeforeProps = { figure: InsightFigure; before: NonNullable<InsightFigure["before"]> };

function Before({ figure, before }: BeforeProps) {
  const was = short_text_of(figure.kind, before.value);
  return (
    <RowsLink
      href={screen_address(before.rows)}
      className={styles.before}
      title={`${text_of_kind(figure.kind, before.value)}, ${period_text(before)}`}
    >
      {before.change === null ? null : (
        <b
          className={styles.change}
          data-tone={before.change > 0 ? "good" : before.change < 0 ? "bad" : undefined}
        >
          {change_text(figure.kind, before.change)}
        </b>
      )}
      <span>{w("before", { value: was })}</span>
    </RowsLink>
  );
}

// "▲ 12 %", or of a percentage "▲ 3.1 points"; colour is not the only key.
function change_text(kind: string, change: number): string {
  const mark = change > 0 ? "▲" : change < 0 ? "▼" : "=";
  const size = Math.abs(change);
  const shown = kind_of({ kind }).differs_by_points
    ? w("points", { count: format_number(size) })
    : text_of_kind("percent", size);
  return change === 0 ? mark : `${mark} ${shown}`;
}
