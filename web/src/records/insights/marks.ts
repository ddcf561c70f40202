import type { InsightAnswer, InsightColumn, InsightRow } from "../../api/insights";
import type { ObjectType } from "../../api/types";
import { type Mark, type Series, type Tone, tone_at } from "../../charts/mark";
import { kind_of } from "../../fields/kinds";
import { count_text } from "../../i18n/count";
import { screen_address } from "./rows_address";
import { short_text_of, size_of, text_of } from "./values";

// Rows of an answer as marks of a chart.

const tones: Record<string, Tone> = { good: "good", bad: "bad", warning: "warn" };
// More lines than these cannot be told apart.
const most_lines = 6;

export const column_of = (answer: InsightAnswer, name: string): InsightColumn | undefined =>
  answer.columns.find((column) => column.name === name);

function mark_of(
  answer: InsightAnswer,
  row: InsightRow,
  drawn: InsightColumn,
  object: ObjectType | undefined,
): Mark {
  const label = column_of(answer, answer.chart?.label ?? "");
  const key = label ? row[label.name] : null;
  const value = row[drawn.name];
  const choice = label?.choices?.find((one) => one.key === key);
  return {
    key: `${key}`,
    label: label ? text_of(label, key) : "",
    value: size_of(value),
    shown:
      drawn.name === "count"
        ? count_text(object, size_of(value))
        : short_text_of(drawn.kind, value),
    exact: drawn.name === "count" ? undefined : text_of(drawn, value),
    note: note_of(answer, row, drawn, object),
    href: screen_address(row.rows),
    tone: tones[choice?.tone ?? ""] ?? tones[answer.chart?.tone ?? ""],
  };
}

// Beside a value how many there are, beside a number what they are worth.
function note_of(
  answer: InsightAnswer,
  row: InsightRow,
  drawn: InsightColumn,
  object: ObjectType | undefined,
): string | undefined {
  if (drawn.name !== "count") {
    return column_of(answer, "count") ? count_text(object, size_of(row.count)) : undefined;
  }
  const worth = answer.columns.find((column) => kind_of(column).is_money);
  return worth && size_of(row[worth.name]) > 0
    ? short_text_of(worth.kind, row[worth.name])
    : undefined;
}

// What the chart draws: a series a column, or a line for each value of the column that splits it.
export function series_of(answer: InsightAnswer, object: ObjectType | undefined): Series[] {
  const { chart } = answer;
  if (!chart) return [];
  const columns = chart.series.map((name) => column_of(answer, name)).filter((one) => !!one);
  const split = chart.split ? column_of(answer, chart.split) : undefined;
  if (split && columns[0]) return lines_of(answer, split, columns[0], object);
  return columns.map((column, place) => ({
    key: column.name,
    label: column.label,
    tone: tones[chart.tone] ?? tone_at(place),
    marks: answer.rows.map((row) => mark_of(answer, row, column, object)),
  }));
}

function lines_of(
  answer: InsightAnswer,
  split: InsightColumn,
  drawn: InsightColumn,
  object: ObjectType | undefined,
): Series[] {
  const marks = answer.rows.map((row) => ({
    line: text_of(split, row[split.name]),
    mark: mark_of(answer, row, drawn, object),
  }));
  const points = [...new Map(marks.map(({ mark }) => [mark.key, mark])).values()];
  const whole = (line: string) =>
    marks.filter((one) => one.line === line).reduce((sum, one) => sum + one.mark.value, 0);
  const lines = [...new Set(marks.map((one) => one.line))]
    .toSorted((one, other) => whole(other) - whole(one))
    .slice(0, most_lines);
  return lines.map((line, place) => ({
    key: line,
    label: line,
    tone: tone_at(place),
    marks: points.map(
      (point) =>
        marks.find((one) => one.line === line && one.mark.key === point.key)?.mark ?? {
          key: point.key,
          label: point.label,
          value: 0,
          shown: short_text_of(drawn.kind, 0),
        },
    ),
  }));
}
