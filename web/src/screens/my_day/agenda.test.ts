import { expect, test } from "vitest";
import type { Row } from "../../api/types";
import { show_in_zone } from "../../i18n/format";
import { agenda_of, greeting_of } from "./agenda";

const now = new Date("2026-11-21T15:00:00Z");
const row = (id: string, due_at: string | null, done_at: string | null = null): Row => ({
  id,
  version: 1,
  due_at,
  done_at,
});

test("an agenda has what is late, what is today and what comes after", () => {
  show_in_zone("UTC");
  const agenda = agenda_of(
    [
      row("late", "2026-11-21T14:59:00Z"),
      row("today", "2026-11-21T23:30:00Z"),
      row("next", "2026-11-22T08:00:00Z"),
      row("undated", null),
      row("done", "2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z"),
    ],
    now,
  );
  expect(agenda.overdue.map((one) => one.id)).toEqual(["late"]);
  expect(agenda.today.map((one) => one.id)).toEqual(["today"]);
  expect(agenda.next.map((one) => one.id)).toEqual(["next", "undated"]);
});

test("today ends when the person's day ends", () => {
  show_in_zone("Europe/Berlin");
  const agenda = agenda_of([row("tomorrow there", "2026-11-21T23:30:00Z")], now);
  expect(agenda.next).toHaveLength(1);
  show_in_zone("UTC");
});

test("the greeting follows the clock", () => {
  expect([6, 12, 17, 18, 23].map(greeting_of)).toEqual([
    "morning",
    "afternoon",
    "afternoon",
    "evening",
    "evening",
  ]);
});
