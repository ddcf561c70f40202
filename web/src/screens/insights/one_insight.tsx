import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type Insight, type InsightAnswer, insight_csv_address } from "../../api/insights";
import { use_object } from "../../api/objects";
import { BackIcon, DownloadIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { AboutInsight } from "../../records/insights/about_insight";
import { FigureStrip } from "../../records/insights/figure_strip";
import { input_of } from "../../records/insights/inputs";
import { CardBone, use_answer } from "../../records/insights/insight_card";
import { InsightChart } from "../../records/insights/insight_chart";
import { InsightTable } from "../../records/insights/insight_table";
import { InsightToolbar } from "../../records/insights/insight_toolbar";
import { LeftOutNotes } from "../../records/insights/left_out_notes";
import { sentence_text } from "../../records/insights/values";
import { use_screen_title } from "../../records/screen_title";
import { w } from "../../words/insights";
import styles from "./insights.module.css";

// One insight: inputs, what its chart says, the chart, the table, and how all of it is counted.
export function OneInsight({ insight }: { insight: Insight }) {
  const { search } = use_address();
  const input = input_of(insight, search);
  const asked = use_answer(insight, input);
  const may_take = use_object(insight.object)?.can.export;
  const { data } = asked;
  use_screen_title(insight.label);
  return (
    <div className={styles.screen} data-print-flow>
      <InsightToolbar fields={insight.input}>
        {may_take ? (
          <Button
            component="a"
            href={insight_csv_address(insight.name, input)}
            download
            variant="default"
            leftSection={<DownloadIcon size={14} aria-hidden />}
          >
            {w("export_csv")}
          </Button>
        ) : null}
      </InsightToolbar>
      <div className={styles.scroll} data-print-flow>
        <div className={styles.sheet}>
          <Link to="/insights" className={styles.back} data-no-print>
            <BackIcon size={14} aria-hidden />
            {w("title")}
          </Link>
          <h1 className={styles.heading}>{insight.label}</h1>
          <p className={styles.soft}>{insight.definition}</p>
          {data ? (
            <Answered insight={insight} answer={data} stale={asked.isPlaceholderData} />
          ) : (
            <CardBone insight={insight} asked={asked} />
          )}
        </div>
      </div>
    </div>
  );
}

type AnsweredProps = { insight: Insight; answer: InsightAnswer; stale: boolean };

function Answered({ insight, answer, stale }: AnsweredProps) {
  const { sentence, rows, columns } = answer;
  return (
    <div className={styles.answer} aria-busy={stale || undefined}>
      {answer.figures.length > 0 ? <FigureStrip answer={answer} object={insight.object} /> : null}
      {columns.length > 0 && rows.length === 0 ? (
        <p className={styles.nothing}>{w("nothing")}</p>
      ) : null}
      {rows.length > 0 ? (
        <>
          <figure className={styles.paper} aria-label={insight.label}>
            {sentence ? <h2 className={styles.says}>{sentence_text(sentence, columns)}</h2> : null}
            <InsightChart answer={answer} object={insight.object} most_bars={40} height={300} />
          </figure>
          <div className={styles.paper} data-table>
            <InsightTable answer={answer} caption={insight.label} />
          </div>
        </>
      ) : null}
      {answer.figures.length > 0 ? null : <LeftOutNotes left_out={answer.left_out} />}
      <section className={styles.counted} aria-label={w("how")}>
        <h2>{w("how")}</h2>
        <AboutInsight text={answer.definition} answer={answer} />
      </section>
    </div>
  );
}
