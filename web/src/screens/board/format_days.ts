import { current_language } from "../../i18n";

// "12d", "3w": short enough for a card; the exact moment is its tooltip.
export function format_days(days: number): string {
  if (days < 28) return formatted(days, "day");
  return days < 365 ? formatted(days / 7, "week") : formatted(days / 365, "year");
}

// Made once per language and unit: there are many cards.
const made = new Map<string, Intl.NumberFormat>();

function formatted(amount: number, unit: string): string {
  const language = current_language();
  const key = `${language} ${unit}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, {
      style: "unit",
      unit,
      unitDisplay: language === "de" ? "short" : "narrow",
      maximumFractionDigits: 0,
    });
    made.set(key, format);
  }
  return format.format(amount);
}
