import { describe, expect, it } from "vitest";
import { both, is_moving, parse_filter, value_of, write_filter } from "./filter_clauses";

describe("filter text", () => {
  const same = [
    'stage = "won"',
    'stage = "won" AND amount >= 1000',
    '(stage = "won" OR stage = "lost") AND owner = me',
    'NOT (stage = "won" OR stage = "lost")',
    'account.sector : "tech"',
    "NOT amount:*",
    "amount:* AND expected_close < today+7d",
    'NOT name : "old \\"quoted\\""',
    'tags : "käse" AND newsletter = true',
  ];
  for (const text of same) {
    it(`reads and writes ${text}`, () => {
      const clauses = parse_filter(text);
      expect(clauses).not.toBeNull();
      expect(write_filter(clauses!)).toBe(text);
    });
  }

  it("takes a sequence for AND, and null for empty", () => {
    expect(write_filter(parse_filter('a = 1 b = "x"')!)).toBe('a = 1 AND b = "x"');
    expect(write_filter(parse_filter("a = null")!)).toBe("NOT a:*");
    expect(write_filter(parse_filter("a != null")!)).toBe("a:*");
  });

  it("leaves to the text what chips cannot say", () => {
    const hard = [
      "a = 1 OR b = 2",
      "(a = 1 OR b = 2)",
      "NOT (a > 1 OR a > 3)",
      "a = ",
      '"open',
      "-a:1",
    ];
    for (const text of hard) {
      expect(parse_filter(text)).toBeNull();
    }
  });

  it("reads the values of literals", () => {
    expect(value_of('"a \\"b\\" \\\\"')).toBe('a "b" \\');
    expect(value_of("12.5")).toBe(12.5);
    expect(value_of("true")).toBe(true);
    expect(value_of("me")).toBe("me");
    expect(is_moving("today-30d")).toBe(true);
    expect(is_moving('"today"')).toBe(false);
  });

  it("joins two filters so that both hold", () => {
    expect(both("a = 1", "")).toBe("a = 1");
    expect(both("a = 1 OR b = 2", "c = 3")).toBe("(a = 1 OR b = 2) AND c = 3");
  });
});
