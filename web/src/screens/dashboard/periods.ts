import { add_days } from "../../fields/date_words";
import { current_language } from "../../i18n";

// Periods as the server names them ("2017-03", "2017-Q1") and the choices of the dashboard.

export const period_names = [
  "this_quarter",
  "last_quarter",
  "this_year",
  "last_year",
  "last_12_months",
  "all",
] as const;
export type Grain = "month" | "quarter";
export type Range = { from?: string; to?: string };

const pad = (value: number) => String(value).padStart(2, "0");
const year_of = (iso: string) => Number(iso.slice(0, 4));
const month_of = (iso: string) => Number(iso.slice(5, 7));

export const quarter_key = (iso: string) => `${iso.slice(0, 4)}-Q${Math.ceil(month_of(iso) / 3)}`;
export const month_key = (iso: string) => iso.slice(0, 7);

// The first and last day of a period's key.
export function range_of_key(key: string): Required<Range> {
  const year = Number(key.slice(0, 4));
  const quarter = /Q([1-4])$/.exec(key);
  const first = quarter ? (Number(quarter[1]) - 1) * 3 + 1 : Number(key.slice(5, 7));
  const next = first + (quarter ? 3 : 1);
  const after = next > 12 ? `${year + 1}-${pad(next - 12)}-01` : `${year}-${pad(next)}-01`;
  return { from: `${year}-${pad(first)}-01`, to: add_days(after, -1) };
}

export function key_before(key: string): string {
  const day = add_days(range_of_key(key).from, -1);
  return key.includes("Q") ? quarter_key(day) : month_key(day);
}

export function key_after(key: string): string {
  const day = add_days(range_of_key(key).to, 1);
  return key.includes("Q") ? quarter_key(day) : month_key(day);
}

export function range_of_period(name: string | undefined, today: string): Range {
  const year = year_of(today);
  const quarter = quarter_key(today);
  if (name === "this_quarter") return range_of_key(quarter);
  if (name === "last_quarter") return range_of_key(key_before(quarter));
  if (name === "this_year") return { from: `${year}-01-01`, to: `${year}-12-31` };
  if (name === "last_year") return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  if (name === "last_12_months") {
    return { from: `${key_after(`${year - 1}${month_key(today).slice(4)}`)}-01`, to: today };
  }
  return {};
}

// The filter of a date field within a range.
export function within(field: string, { from, to }: Range): string | undefined {
  const parts = [from && `${field} >= "${from}"`, to && `${field} <= "${to}"`].filter(Boolean);
  return parts.length > 0 ? parts.join(" AND ") : undefined;
}

// Every period from the first to the last, also those in which nothing happened.
export function without_gaps(keys: string[], at_most = 60): string[] {
  const known = keys.filter((key) => /^\d{4}-(Q[1-4]|\d\d)$/.test(key)).sort();
  const all: string[] = [];
  const last = known.at(-1);
  let key = known[0];
  while (key && last && key <= last && all.length < 400) {
    all.push(key);
    key = key_after(key);
  }
  return all.slice(-at_most);
}

// The last period that is over: what is still running is never compared with what is complete.
export function last_complete(keys: string[], today: string): string | undefined {
  return keys.findLast((key) => range_of_key(key).to < today);
}

export function label_of_key(key: string): string {
  if (key.includes("Q")) return `Q${key.slice(-1)} ${key.slice(0, 4)}`;
  const month = new Intl.DateTimeFormat(current_language(), {
    month: "short",
    year: "2-digit",
    timeZone: "UTC",
  });
  return month.format(new Date(`${key}-01T00:00:00Z`));
}

// The last days of the months before today, and today: where the open pipeline is measured.
export function month_ends(today: string, count: number): string[] {
  const days = [today];
  let key = key_before(month_key(today));
  while (days.length < count) {
    days.unshift(range_of_key(key).to);
    key = key_before(key);
  }
  return days;
}
