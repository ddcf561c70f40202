import type { Icon } from "@tabler/icons-react";
import type { Insight } from "../../api/insights";
import { ActivityIcon, ChartIcon, CoinIcon, FilterIcon, ListIcon } from "../../look/icons";

// How it is looked at, as a picture.
export function insight_picture(insight: Insight): Icon {
  if (insight.figures.length > 0) return CoinIcon;
  if (insight.chart?.kind === "line") return ActivityIcon;
  if (insight.chart?.kind === "funnel") return FilterIcon;
  return insight.chart ? ChartIcon : ListIcon;
}
