import { format_date, today } from "./format";
import { current_language } from "./index";

// Periods as the server calls them, as people do: "2017", "2017-Q1", "2017-03", "2017-W09", and a
// day, which stands for its month where it is the last of it.

export function format_period(key: string): string {
  if (/^\d{4}-Q[1-4]$/.test(key)) return `Q${key.slice(-1)} ${key.slice(0, 4)}`;
  if (/^\d{4}-W\d\d$/.test(key)) return `${week_letter()}${key.slice(-2)} ${key.slice(0, 4)}`;
  if (/^\d{4}-\d\d$/.test(key)) return month_text(key);
  if (/^\d{4}-\d\d-\d\d$/.test(key)) return is_last_of_month(key) ? month_text(key) : day_text(key);
  return key;
}

const week_letter = () => (current_language() === "de" ? "KW " : "W");

function month_text(key: string): string {
  const month = new Intl.DateTimeFormat(current_language(), {
    month: "short",
    year: "2-digit",
    timeZone: "UTC",
  });
  return month.format(new Date(`${key.slice(0, 7)}-01T00:00:00Z`));
}

function day_text(key: string): string {
  if (key !== today()) return format_date(key);
  const near = new Intl.RelativeTimeFormat(current_language(), { numeric: "auto" });
  const text = near.format(0, "day");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function is_last_of_month(day: string): boolean {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  return next.getUTCDate() === 1 && day !== today();
}
