import type { InsightAnswer } from "../../api/insights";
import { use_object } from "../../api/objects";
import { BarChart } from "../../charts/bar_chart";
import { ColumnChart } from "../../charts/column_chart";
import { FunnelChart } from "../../charts/funnel_chart";
import { LineChart } from "../../charts/line_chart";
import { StackedBar } from "../../charts/stacked_bar";
import { kind_of } from "../../fields/kinds";
import { current_currency, format_money_short, format_number } from "../../i18n/format";
import { column_of, series_of } from "./marks";

type Props = { answer: InsightAnswer; object: string; most_bars?: number; height?: number };

const most_columns = 60;

// The chart that the answer asks for.
export function InsightChart({ answer, object, most_bars = 10, height }: Props) {
  const type = use_object(object);
  const { chart } = answer;
  const series = series_of(answer, type);
  const [first] = series;
  if (!chart || !first) return null;
  const drawn = column_of(answer, chart.series[0] ?? "");
  const shown_tick = (size: number) =>
    drawn && kind_of(drawn).is_money
      ? format_money_short({ amount: size, currency: answer.currency || current_currency() })
      : format_number(size);
  switch (chart.kind) {
    case "column":
      return (
        <ColumnChart
          marks={first.marks.slice(-most_columns)}
          shown_tick={shown_tick}
          height={height}
        />
      );
    case "line":
      return <LineChart series={series} shown_tick={shown_tick} height={height} />;
    case "stacked":
      return <StackedBar marks={first.marks} />;
    case "funnel":
      return <FunnelChart marks={first.marks} />;
    default:
      return <BarChart marks={first.marks.slice(0, most_bars)} />;
  }
}
