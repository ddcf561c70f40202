import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { insights_query } from "../../api/insights";
import { ChartIcon } from "../../look/icons";
import { Bars, Empty, Failed } from "../../records/states";
import { w } from "../../words/insights";
import styles from "./insights.module.css";
import { OneInsight } from "./one_insight";
import { Overview } from "./overview";

// What can be asked: all of it, or one insight with its figures, its chart and its table.
export default function InsightsScreen() {
  const { name } = useParams({ strict: false }) as { name?: string };
  const { data, error, refetch } = useQuery(insights_query);
  if (error) {
    return (
      <>
        <h1 className="only_read_aloud">{w("title")}</h1>
        <Failed error={error} retry={() => void refetch()} />
      </>
    );
  }
  if (!data) {
    return (
      <div className={styles.sheet} aria-busy="true">
        <h1 className="only_read_aloud">{w("title")}</h1>
        <Bars count={6} height={40} />
      </div>
    );
  }
  if (!name) return <Overview insights={data} />;
  const insight = data.find((one) => one.name === name);
  if (!insight) return <Empty text={w("no_such")} picture={<ChartIcon size={22} aria-hidden />} />;
  return <OneInsight key={name} insight={insight} />;
}
