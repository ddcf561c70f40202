import { amount_in } from "../../api/amount";
import type { InsightColumn, InsightFigure, Sentence } from "../../api/insights";
import type { Money, ObjectType } from "../../api/types";
import { kind_of } from "../../fields/kinds";
import { fill } from "../../i18n";
import { count_text } from "../../i18n/count";
import { format_money, format_money_short, format_number } from "../../i18n/format";
import { format_period } from "../../i18n/period";

// Values of an answer as they are read. Nothing is worked out here: what the server did not say is
// not on screen.

const is_money = (value: unknown): value is Money =>
  typeof value === "object" && value !== null && "amount" in value;

// Exact, as it stands in a table.
export function text_of(column: InsightColumn, value: unknown): string {
  if (value === null || value === undefined || value === "") return column.nothing || "—";
  const choice = column.choices?.find((one) => one.key === value);
  if (choice) return choice.label;
  if (column.period) return format_period(String(value));
  return text_of_kind(column.kind, value);
}

export function text_of_kind(kind: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (is_money(value)) return format_money(value, { exact: amount_in(value) % 1 !== 0 });
  return kind_of({ kind }).figure_text?.(value) ?? String(value);
}

// As it stands on a chart or in large letters: "€1.2M".
export const short_text_of = (kind: string, value: unknown): string =>
  is_money(value) ? format_money_short(value) : text_of_kind(kind, value);

export const size_of = (value: unknown): number => amount_in(value);

export function sentence_text(sentence: Sentence, columns: InsightColumn[]): string {
  const values = Object.entries(sentence.values).map(([name, { value, kind, column }]) => {
    const found = columns.find((one) => one.name === column);
    return [name, found ? text_of(found, value) : short_text_of(kind ?? "", value)];
  });
  return fill(sentence.text, Object.fromEntries(values));
}

// What stands beside a figure in small letters.
export function beside_text(figure: InsightFigure, object: ObjectType | undefined): string {
  const { beside } = figure;
  if (beside === null) return "";
  if (typeof beside === "number") return count_text(object, beside);
  if (is_money(beside)) return format_money_short(beside);
  return `${format_number(beside.part)} / ${format_number(beside.whole)}`;
}
