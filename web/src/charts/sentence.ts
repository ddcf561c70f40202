import { format_percent } from "../i18n/format";
import { w } from "../words/charts";
import type { Mark } from "./mark";

// The sentence a chart says. A change is told against the period before, rounded to what a person
// would say; a part is told when one holds more than the others.

export function change_in_percent(before: number, now: number): number | null {
  if (before === 0) return null;
  return ((now - before) / Math.abs(before)) * 100;
}

// Over a hundred no decimals, under ten one: "12 %", "4.3 %", never "12.3871 %".
export function rounded_percent(percent: number): string {
  const size = Math.abs(percent);
  return format_percent(size < 10 ? Math.round(size * 10) / 10 : Math.round(size));
}

type Told = { what: string; before: string; now?: string };

export function sentence_of_change(before: number, now: number, told: Told): string {
  const percent = change_in_percent(before, now);
  const values = { what: told.what, before: told.before };
  if (percent === null) {
    return now === 0 ? w("same", values) : w("from_nothing", { ...values, now: told.now ?? "" });
  }
  if (Math.abs(percent) < 0.05) return w("same", values);
  return w(percent > 0 ? "rose" : "fell", { ...values, percent: rounded_percent(percent) });
}

// "Jane holds 31 % of won value"; undefined when there is nothing to say.
export function sentence_of_largest(marks: Mark[], what: string): string | undefined {
  const filled = marks.filter((mark) => mark.value > 0);
  const whole = filled.reduce((sum, mark) => sum + mark.value, 0);
  const first = filled.reduce<Mark | null>(
    (best, mark) => (!best || mark.value > best.value ? mark : best),
    null,
  );
  if (!first || whole <= 0) return undefined;
  if (filled.length === 1) return w("only", { what, label: first.label });
  const percent = rounded_percent((first.value / whole) * 100);
  return w("largest", { label: first.label, percent, what });
}
