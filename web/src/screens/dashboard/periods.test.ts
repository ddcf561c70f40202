import { expect, test } from "vitest";
import {
  key_after,
  key_before,
  last_complete,
  month_ends,
  range_of_key,
  range_of_period,
  within,
  without_gaps,
} from "./periods";

test("a quarter and a month know their days", () => {
  expect(range_of_key("2017-Q1")).toEqual({ from: "2017-01-01", to: "2017-03-31" });
  expect(range_of_key("2017-Q4")).toEqual({ from: "2017-10-01", to: "2017-12-31" });
  expect(range_of_key("2024-02")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(key_before("2017-Q1")).toBe("2016-Q4");
  expect(key_after("2017-12")).toBe("2018-01");
});

test("periods are told from today", () => {
  const today = "2026-11-21";
  expect(range_of_period("this_quarter", today)).toEqual({ from: "2026-10-01", to: "2026-12-31" });
  expect(range_of_period("last_quarter", today)).toEqual({ from: "2026-07-01", to: "2026-09-30" });
  expect(range_of_period("last_year", today)).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  expect(range_of_period("last_12_months", today)).toEqual({ from: "2025-12-01", to: today });
  expect(range_of_period("all", today)).toEqual({});
});

test("a range is a filter of both ends", () => {
  expect(within("closed_on", { from: "2017-01-01", to: "2017-03-31" })).toBe(
    'closed_on >= "2017-01-01" AND closed_on <= "2017-03-31"',
  );
  expect(within("closed_on", {})).toBeUndefined();
});

test("months in which nothing happened are not left out", () => {
  expect(without_gaps(["2017-03", "2016-12", "null"])).toEqual([
    "2016-12",
    "2017-01",
    "2017-02",
    "2017-03",
  ]);
  expect(without_gaps([])).toEqual([]);
});

test("what is still running is not compared", () => {
  expect(last_complete(["2026-Q2", "2026-Q3", "2026-Q4"], "2026-11-21")).toBe("2026-Q3");
  expect(last_complete(["2017-Q4"], "2026-11-21")).toBe("2017-Q4");
  expect(last_complete(["2026-Q4"], "2026-11-21")).toBeUndefined();
});

test("the open pipeline is measured at the ends of months and today", () => {
  expect(month_ends("2026-03-15", 3)).toEqual(["2026-01-31", "2026-02-28", "2026-03-15"]);
});
