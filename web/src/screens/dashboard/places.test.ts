import { expect, test } from "vitest";
import type { Insight } from "../../api/insights";
import { in_places } from "./places";

const insight = (name: string, dashboard: number | null, kind = "bar") =>
  ({ name, dashboard, chart: { kind } }) as Insight;

test("the dashboard has those with a place, in their order", () => {
  const places = in_places([insight("b", 20), insight("none", null), insight("a", 10)]);
  expect(places.map((place) => place.map((one) => one.name))).toEqual([["a"], ["b"]]);
});

test("a low one shares its place with the next", () => {
  const places = in_places([insight("a", 10, "stacked"), insight("b", 20), insight("c", 30)]);
  expect(places.map((place) => place.map((one) => one.name))).toEqual([["a", "b"], ["c"]]);
});
