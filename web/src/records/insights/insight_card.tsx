import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Insight, type InsightInput, insight_query } from "../../api/insights";
import { ChartFrame } from "../../charts/chart_frame";
import { w } from "../../words/figures";
import { Failed } from "../states";
import { AboutInsight } from "./about_insight";
import { FigureStrip } from "./figure_strip";
import { insight_address } from "./inputs";
import { InsightChart } from "./insight_chart";
import { InsightTable } from "./insight_table";
import styles from "./insights.module.css";
import { LeftOutNotes } from "./left_out_notes";
import { sentence_text } from "./values";

type Props = { insight: Insight; input: InsightInput };

// While inputs change, the old figures stand until the new ones are there.
export const use_answer = (insight: Insight, input: InsightInput) =>
  useQuery({ ...insight_query(insight, input), placeholderData: keepPreviousData });

// One insight among others: its figures, or a chart that says its sentence and has a table twin.
export function InsightCard({ insight, input }: Props) {
  const asked = use_answer(insight, input);
  const { data } = asked;
  if (!data) return <CardBone insight={insight} asked={asked} />;
  if (data.figures.length > 0) return <FigureStrip answer={data} object={insight.object} />;
  if (data.columns.length === 0) {
    return (
      <div className={styles.bone_frame}>
        <h2>{insight.label}</h2>
        <LeftOutNotes left_out={data.left_out} />
      </div>
    );
  }
  const title = data.sentence ? sentence_text(data.sentence, data.columns) : insight.label;
  return (
    <ChartFrame
      title={title}
      subtitle={title === insight.label ? undefined : insight.label}
      about={<AboutInsight text={data.definition} answer={data} />}
      table={<InsightTable answer={data} caption={insight.label} />}
      note={<LeftOutNotes left_out={data.left_out} />}
      empty={data.rows.length === 0}
      wide={data.chart?.wide}
      page={{
        href: insight_address(insight.name, input),
        label: w("open", { insight: insight.label }),
      }}
    >
      <InsightChart answer={data} object={insight.object} />
    </ChartFrame>
  );
}

type BoneProps = { insight: Insight; asked: { error: unknown; refetch: () => unknown } };

// A card that is on its way, in its final shape, or did not come.
export function CardBone({ insight, asked }: BoneProps) {
  const is_strip = insight.figures.length > 0 && !insight.chart;
  if (is_strip && !asked.error) {
    return (
      <section className={styles.strip} aria-label={insight.label} aria-busy="true">
        <div className={styles.figures}>
          {insight.figures.map((figure) => (
            <div key={figure.name} className={styles.figure}>
              <div className={styles.figure_head}>
                <h2>{figure.label}</h2>
              </div>
              <div className={styles.figure_value}>
                <i className={styles.bone} />
              </div>
            </div>
          ))}
        </div>
      </section>
    );
  }
  return (
    <div
      className={styles.bone_frame}
      data-wide={insight.chart?.wide || undefined}
      aria-busy={asked.error ? undefined : true}
    >
      <h2>{insight.label}</h2>
      {asked.error ? (
        <Failed error={asked.error} retry={() => void asked.refetch()} />
      ) : (
        <i className={styles.bone} style={{ height: 180 }} />
      )}
    </div>
  );
}

// Before it is known which cards there are.
export function CardBones({ count }: { count: number }) {
  return Array.from({ length: count }, (_, place) => (
    <div key={place} className={styles.bone_frame} aria-hidden>
      <i className={styles.bone} style={{ width: "60%" }} />
      <i className={styles.bone} style={{ height: 180 }} />
    </div>
  ));
}
