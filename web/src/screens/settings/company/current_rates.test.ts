import { expect, test } from "vitest";
import type { Row } from "../../../api/types";
import { rates_on } from "./current_rates";

const rate = (id: string, code: string, rate_on: string | null): Row => ({
  id,
  version: 1,
  code,
  rate: 1,
  rate_on,
});
const said = (rows: Row[]) =>
  rates_on(rows, "2026-05-20").map(({ code, now, next }) => [code, now?.id, next?.id]);

test("the latest that has begun counts, the next one is named", () => {
  const rows = [
    rate("old", "USD", "2025-01-01"),
    rate("next", "USD", "2026-06-01"),
    rate("today", "USD", "2026-05-20"),
    rate("later", "USD", "2026-07-01"),
  ];
  expect(said(rows)).toEqual([["USD", "today", "next"]]);
});

test("one without a day counts until another has begun", () => {
  const always = rate("always", "CHF", null);
  expect(said([always])).toEqual([["CHF", "always", undefined]]);
  expect(said([rate("new", "CHF", "2026-01-01"), always])).toEqual([["CHF", "new", undefined]]);
});

test("currencies stand by their codes, and one that has not begun counts for nothing", () => {
  const rows = [rate("u", "USD", "2026-01-01"), rate("c", "CHF", "2027-01-01")];
  expect(said(rows)).toEqual([
    ["CHF", undefined, "c"],
    ["USD", "u", undefined],
  ]);
});
