import { expect, test } from "vitest";
import type { Insight } from "../../api/insights";
import { fields_of, input_of, insight_address } from "./inputs";

const insight = (name: string, ...inputs: string[]) =>
  ({
    name,
    input: inputs.map((input) => ({ name: input, label: input, kind: "text" })),
  }) as unknown as Insight;

test("an insight is asked what it knows, of what the address says", () => {
  const won = insight("won", "owner", "period", "from", "to", "as_of");
  expect(input_of(won, { owner: "me", pipeline: "1", filter: "x" })).toEqual({ owner: "me" });
  expect(input_of(insight("open", "owner"), { period: "last_year" })).toEqual({});
});

test("own dates stand instead of a period, also of the usual one", () => {
  const won = insight("won", "period", "from", "to");
  const usual = { period: "last_12_months" };
  expect(input_of(won, {}, usual)).toEqual(usual);
  expect(input_of(won, { period: "all" }, usual)).toEqual({ period: "all" });
  expect(input_of(won, { from: "2017-01-01", period: "all" }, usual)).toEqual({
    from: "2017-01-01",
  });
});

test("the inputs of several insights are there once, in the order met", () => {
  const fields = fields_of([insight("a", "owner", "as_of"), insight("b", "owner", "period")]);
  expect(fields.map((field) => field.name)).toEqual(["owner", "as_of", "period"]);
});

test("an insight has an address with its inputs", () => {
  expect(insight_address("won", { period: "all", owner: "me" })).toBe(
    "/insights/won?period=all&owner=me",
  );
});
