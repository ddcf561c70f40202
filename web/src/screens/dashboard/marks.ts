import { amount_in } from "../../api/amount";
import type { AggregateAnswer } from "../../api/types";
import type { Mark, Tone } from "../../charts/mark";
import { format_money, format_money_short } from "../../i18n/format";
import { w_count } from "../../words/dashboard";

// Rows of an answer as marks of a chart.

export type Counted = { count: number; sum: number; weighted: number };

export function counted(row: Record<string, unknown> | undefined): Counted {
  return {
    count: Number(row?.count ?? 0),
    sum: amount_in(row?.["sum(amount)"]),
    weighted: amount_in(row?.["weighted(amount)"]),
  };
}

export function row_of(answer: AggregateAnswer | undefined, group: string, key: unknown) {
  return answer?.rows.find((row) => (row[group] ?? null) === (key ?? null));
}

type Named = { key: string; label: string; href?: string; tone?: Tone };

export function money_mark(named: Named, value: number, count: number, currency?: string): Mark {
  const money = { amount: value, currency };
  return {
    ...named,
    value,
    shown: format_money_short(money),
    exact: format_money({ amount: value.toFixed(2), currency }, { exact: value % 1 !== 0 }),
    note: w_count("deals", count),
  };
}

export function count_mark(named: Named, count: number): Mark {
  return { ...named, value: count, shown: w_count("deals", count) };
}

// A group's key as the chart names it: the title of a reference, the word for nothing.
export function label_of(answer: AggregateAnswer, key: unknown, otherwise: string): string {
  if (key === null || key === undefined || key === "") return otherwise;
  return answer.titles?.[String(key)] ?? String(key);
}
