import type { Insight } from "../../api/insights";

// The insights that have a place on the dashboard, in order. One that is drawn as a single bar is
// low, so the next one stands below it in the same place.
export function in_places(insights: Insight[]): Insight[][] {
  const places: Insight[][] = [];
  const order = (insight: Insight) => insight.dashboard ?? 0;
  const shown = insights.filter((insight) => insight.dashboard !== null);
  for (const insight of shown.toSorted((one, other) => order(one) - order(other))) {
    const last = places.at(-1);
    if (last?.length === 1 && last[0]?.chart?.kind === "stacked") last.push(insight);
    else places.push([insight]);
  }
  return places;
}
