import type { Row } from "../../api/types";
import { date_in_zone } from "../../i18n/format";

// Activities sorted into what a person has to know: too late, today, after that.

export type Part = "overdue" | "today" | "next";
export const parts: Part[] = ["overdue", "today", "next"];

export function part_of(row: Row, now: Date): Part {
  const due = typeof row.due_at === "string" ? new Date(row.due_at) : null;
  if (!due) return "next";
  if (due.getTime() < now.getTime()) return "overdue";
  return date_in_zone(due) === date_in_zone(now) ? "today" : "next";
}

export function agenda_of(rows: Row[], now: Date): Record<Part, Row[]> {
  const agenda: Record<Part, Row[]> = { overdue: [], today: [], next: [] };
  for (const row of rows) if (!row.done_at) agenda[part_of(row, now)].push(row);
  return agenda;
}

export function greeting_of(hour: number): "morning" | "afternoon" | "evening" {
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}
