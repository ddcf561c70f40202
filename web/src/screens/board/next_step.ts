import { shown_now } from "../../api/moment";
import { date_in_zone } from "../../i18n/format";

// The one mark on a card for what comes next.
export type NextStep = "overdue" | "today" | "later" | "none";

export function next_step_of(at: unknown, now = shown_now()): NextStep {
  if (typeof at !== "string" || !at) return "none";
  const moment = new Date(at);
  if (moment.getTime() < now.getTime()) return "overdue";
  return date_in_zone(moment) === date_in_zone(now) ? "today" : "later";
}

// Whole days since; null when it is not known.
export function days_since(at: unknown, now = shown_now()): number | null {
  if (typeof at !== "string" || !at) return null;
  const days = Math.floor((now.getTime() - Date.parse(at)) / 86_400_000);
  return Number.isFinite(days) ? Math.max(0, days) : null;
}
