import { expect, test } from "vitest";
import { show_in_zone } from "../../i18n/format";
import { days_since, next_step_of } from "./next_step";

const now = new Date("2026-11-21T22:30:00Z");

test("a step is overdue, today, later or missing", () => {
  show_in_zone("UTC");
  expect(next_step_of("2026-11-21T22:00:00Z", now)).toBe("overdue");
  expect(next_step_of("2026-11-21T23:00:00Z", now)).toBe("today");
  expect(next_step_of("2026-11-22T00:10:00Z", now)).toBe("later");
  expect(next_step_of(null, now)).toBe("none");
});

test("today is today where the person is", () => {
  show_in_zone("Europe/Berlin");
  expect(next_step_of("2026-11-21T22:59:00Z", now)).toBe("today");
  expect(next_step_of("2026-11-21T23:30:00Z", now)).toBe("later");
  show_in_zone("UTC");
});

test("age is counted in whole days and never negative", () => {
  expect(days_since("2026-11-19T22:31:00Z", now)).toBe(1);
  expect(days_since("2026-11-22T00:00:00Z", now)).toBe(0);
  expect(days_since(undefined, now)).toBeNull();
});
