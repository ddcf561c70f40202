import { expect, test } from "vitest";
import type { AggregateAnswer } from "../../api/types";
import { in_base, measures_of, total_in, total_of_all, with_card_moved } from "./totals";

const names = { field: "stage", sum: "amount" };
const eur = (amount: string) => ({ amount, currency: "EUR" });
const answer: AggregateAnswer = {
  rows: [
    {
      stage: "proposal",
      count: 3,
      "sum(amount)": eur("300.10"),
      "weighted(amount)": eur("150.05"),
    },
    {
      stage: "negotiation",
      count: 1,
      "sum(amount)": eur("50.00"),
      "weighted(amount)": eur("40.00"),
    },
  ],
  currency: "EUR",
  rates: [{ currency: "USD", rate: "0.5", on: "2026-11-01" }],
};
const card = { amount: eur("100.10"), from_chance: 50, to_chance: 80 };

test("totals move with the card, at once and exactly", () => {
  const moved = with_card_moved(answer, names, "proposal", "negotiation", card);
  expect(total_in(moved, names, "proposal")).toEqual({ count: 2, sum: 200, weighted: 100 });
  expect(total_in(moved, names, "negotiation")).toEqual({
    count: 2,
    sum: 150.1,
    weighted: 120.08,
  });
});

test("there and back leaves the same totals", () => {
  const there = with_card_moved(answer, names, "proposal", "negotiation", card);
  const back = with_card_moved(there, names, "negotiation", "proposal", {
    ...card,
    from_chance: 80,
    to_chance: 50,
  });
  for (const key of ["proposal", "negotiation"]) {
    expect(total_in(back, names, key)).toEqual(total_in(answer, names, key));
  }
});

test("a column that was empty gets its first total", () => {
  const moved = with_card_moved(answer, names, "proposal", "won", { ...card, to_chance: 100 });
  expect(total_in(moved, names, "won")).toEqual({ count: 1, sum: 100.1, weighted: 100.1 });
});

test("the sum over all columns does not change by moving", () => {
  const keys = ["proposal", "negotiation", "won"];
  const moved = with_card_moved(answer, names, "proposal", "won", card);
  expect(total_of_all(moved, names, keys).sum).toBe(total_of_all(answer, names, keys).sum);
  expect(total_of_all(moved, names, keys).count).toBe(4);
});

test("an amount in another currency counts with the rate of the totals", () => {
  expect(in_base({ amount: "100", currency: "USD" }, answer)).toBe(50);
  expect(in_base({ amount: "100", currency: "EUR" }, answer)).toBe(100);
  expect(in_base(null, answer)).toBe(0);
});

test("a board without a sum counts only", () => {
  expect(measures_of({ field: "status" }, false)).toBe("count");
  expect(measures_of(names, true)).toBe("count,sum(amount),weighted(amount)");
  const counted = { rows: [{ status: "new", count: 2 }] };
  const moved = with_card_moved(counted, { field: "status" }, "new", "working", {
    amount: null,
    from_chance: null,
    to_chance: null,
  });
  expect(moved.rows).toEqual([
    { status: "new", count: 1 },
    { status: "working", count: 1 },
  ]);
});
