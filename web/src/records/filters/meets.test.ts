import { describe, expect, it } from "vitest";
import { meets } from "./meets";

const deal = {
  id: "1",
  version: 1,
  stage: "won",
  amount: { amount: "1000.00", currency: "EUR" },
  tags: ["vip"],
  lost_reason: null,
  closed_on: "2026-11-02",
};

describe("meets", () => {
  it.each([
    ["", true],
    ['stage = "won"', true],
    ['stage = "WON"', true],
    ['stage = ("won" OR "lost")', true],
    ['(stage = "lost" OR stage = "open")', false],
    ['stage != "won"', false],
    ['NOT stage = "won"', false],
    ["amount >= 1000 AND tags : vip", true],
    ["amount > 1000", false],
    ["tags : old", false],
    ["lost_reason:*", false],
    ["NOT lost_reason:*", true],
    ["closed_on < 2026-11-01", false],
    ["closed_on >= 2026-11-01", true],
  ])("%s is %s", (condition, expected) => {
    expect(meets(condition, deal)).toBe(expected);
  });

  it("shows what it cannot tell", () => {
    for (const condition of ['account.sector = "x"', "unknown = 1", "closed_on < today", "((("]) {
      expect(meets(condition, deal)).toBe(true);
    }
  });
});
