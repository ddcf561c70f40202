import { Link } from "@tanstack/react-router";
import type { Insight } from "../../api/insights";
import { find_object, use_objects } from "../../api/objects";
import { ChartIcon } from "../../look/icons";
import { insight_picture } from "../../records/insights/insight_picture";
import { use_screen_title } from "../../records/screen_title";
import { Empty } from "../../records/states";
import { w } from "../../words/insights";
import styles from "./insights.module.css";

// Everything that this person may ask, by what it is about.
export function Overview({ insights }: { insights: Insight[] }) {
  const objects = use_objects();
  use_screen_title(w("title"));
  const about = [...new Set(insights.map((insight) => insight.object))];
  if (insights.length === 0) {
    return <Empty text={w("none")} picture={<ChartIcon size={22} aria-hidden />} />;
  }
  return (
    <div className={styles.sheet} data-print-flow>
      <h1 className={styles.heading}>{w("title")}</h1>
      <p className={styles.soft}>{w("intro")}</p>
      {about.map((name) => (
        <section key={name} aria-label={find_object(objects, name)?.label_plural ?? name}>
          <h2 className={styles.about}>{find_object(objects, name)?.label_plural ?? name}</h2>
          <ul className={styles.cards}>
            {insights
              .filter((insight) => insight.object === name)
              .map((insight) => (
                <li key={insight.name}>
                  <InsightLink insight={insight} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function InsightLink({ insight }: { insight: Insight }) {
  const Picture = insight_picture(insight);
  const hidden = insight.columns.length === 0 && insight.figures.length === 0;
  return (
    <Link to="/insights/$name" params={{ name: insight.name }} className={styles.card}>
      <span className={styles.picture} aria-hidden>
        <Picture size={18} stroke={1.7} />
      </span>
      <span>
        <b>{insight.label}</b>
        <span>{hidden ? insight.left_out[0]?.message : insight.definition}</span>
      </span>
    </Link>
  );
}
