import { current_language } from "../../i18n";

// "12d", "3w": short enough for a card; the exact moment is its tooltip.
export function format_days(days: number): string {
  const [amount, unit] =
    days < 28 ? [days, "day"] : days < 365 ? [days / 7, "week"] : [days / 365, "year"];
  return new Intl.NumberFormat(current_language(), {
    style: "unit",
    unit: unit as string,
    unitDisplay: current_language() === "de" ? "short" : "narrow",
    maximumFractionDigits: 0,
  }).format(amount as number);
}
