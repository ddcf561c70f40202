import { queryOptions } from "@tanstack/react-query";
import { address_of, get } from "./client";
import type { Choice, Field, Money } from "./types";

// What can be asked of the records, and what was answered (docs/wire.md "Insights").

export type InsightColumn = {
  name: string;
  label: string;
  kind: string;
  // Its values are days, months, quarters: "2017-03", "2017-Q1".
  period?: string;
  // What stands for a group without a value.
  nothing?: string;
  choices?: Choice[];
};

export type LeftOut = {
  reason: "hidden" | "no_rate" | "too_many";
  what: string[];
  message: string;
};

export type InsightChart = {
  kind: "bar" | "column" | "line" | "stacked" | "funnel";
  label: string;
  // The columns that are drawn.
  series: string[];
  // A column that makes a line of each of its values.
  split?: string;
  tone: string;
  wide: boolean;
};

export type Insight = {
  name: string;
  label: string;
  definition: string;
  object: string;
  // Plurals of the objects whose changes make the answer another one.
  objects: string[];
  input: Field[];
  columns: InsightColumn[];
  figures: { name: string; label: string; definition: string }[];
  chart: InsightChart | null;
  // Its place on the dashboard.
  dashboard: number | null;
  left_out: LeftOut[];
};

export type InsightFigure = {
  name: string;
  label: string;
  kind: "number" | "money" | "percent";
  definition: string;
  value: number | Money | null;
  // Another measure of the same records, or the two numbers of a share.
  beside: number | Money | { part: number; whole: number } | null;
  attention: boolean;
  rows: string;
  before: {
    from: string;
    to: string;
    value: number | Money | null;
    // In percent, of a percentage in points.
    change: number | null;
    rows: string;
  } | null;
};

export type InsightRow = Record<string, unknown> & { rows: string };

// A text with holes; values are written as those of a column or of a kind.
export type Sentence = {
  text: string;
  values: Record<string, { value: unknown; kind?: string; column?: string }>;
};

export type InsightAnswer = {
  name: string;
  label: string;
  figures: InsightFigure[];
  columns: InsightColumn[];
  rows: InsightRow[];
  totals: InsightRow | null;
  chart: InsightChart | null;
  sentence: Sentence | null;
  definition: string;
  period: { from: string | null; to: string | null } | null;
  left_out: LeftOut[];
  note: string;
  rates: { currency: string; rate: string; on: string | null }[];
  zone: string;
  currency: string;
};

export type InsightInput = Record<string, string>;

export const insights_query = queryOptions({
  queryKey: ["insights"],
  queryFn: async ({ signal }) =>
    (await get<{ insights: Insight[] }>("/insights", {}, signal)).insights,
  staleTime: 10 * 60_000,
});

// The objects stand in the key, so that a change of a deal or of a rate makes it stale.
export const insight_query = (insight: Insight, input: InsightInput) =>
  queryOptions({
    queryKey: ["insight", insight.objects, insight.name, input],
    queryFn: ({ signal }) => get<InsightAnswer>(`/insights/${insight.name}`, input, signal),
  });

export const insight_csv_address = (name: string, input: InsightInput): string =>
  address_of(`/insights/${name}.csv`, input);
