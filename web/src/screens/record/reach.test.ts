import { expect, test } from "vitest";
import { addresses_of, dialled, is_against_wish, numbers_of, preferred_way } from "./reach";

const row = (values: Record<string, unknown>) => ({ id: "1", version: 1, ...values });

test("contacts have many addresses and numbers, leads name them in the singular", () => {
  expect(addresses_of(row({ emails: [{ value: "a@b.org" }, { value: "c@d.org" }] }))).toEqual([
    "a@b.org",
    "c@d.org",
  ]);
  expect(numbers_of(row({ phone: [{ value: "030 1" }] }))).toEqual(["030 1"]);
  expect(addresses_of(row({}))).toEqual([]);
});

test("only another way than the one preferred is against the wish", () => {
  const phone = row({ preferred_channel: "phone" });
  expect(preferred_way(phone)).toBe("call");
  expect(is_against_wish(phone, "mail")).toBe(true);
  expect(is_against_wish(phone, "call")).toBe(false);
  expect(is_against_wish(phone, "schedule")).toBe(false);
  expect(is_against_wish(row({}), "mail")).toBe(false);
  expect(is_against_wish(row({ preferred_channel: "letter" }), "call")).toBe(true);
});

test("a number is dialled without what only helps reading", () => {
  expect(dialled("+33 (0)6 28-23")).toBe("+3362823");
  expect(dialled("(030) 12/34")).toBe("0301234");
});
