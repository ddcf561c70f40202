import { expect, test } from "vitest";
import type { Row } from "../../api/types";
import { compare_by, with_card } from "./order";

const row = (id: string, amount: number | null, name = id): Row => ({
  id,
  version: 1,
  name,
  amount: amount === null ? null : { amount: String(amount), currency: "EUR" },
});
const ids = (pages: ReturnType<typeof with_card>) =>
  pages!.pages.map((page) => page.records.map((one) => one.id).join(""));

test("amounts are compared as numbers, empty ones come last either way", () => {
  const rows = [row("a", 9), row("b", null), row("c", 100)];
  expect([...rows].sort(compare_by("-amount")).map((one) => one.id)).toEqual(["c", "a", "b"]);
  expect([...rows].sort(compare_by("amount")).map((one) => one.id)).toEqual(["a", "c", "b"]);
});

test("a card that arrives takes the place its order says", () => {
  const pages = {
    pageParams: ["", "x"],
    pages: [
      { records: [row("a", 9), row("b", 7)], next: "x" },
      { records: [row("c", 5)], next: null },
    ],
  };
  expect(ids(with_card(pages, row("n", 8), "-amount"))).toEqual(["anb", "c"]);
  expect(ids(with_card(pages, row("n", 1), "-amount"))).toEqual(["ab", "cn"]);
});

test("a card beyond what is loaded comes with its page later", () => {
  const pages = { pageParams: [""], pages: [{ records: [row("a", 9)], next: "x" }] };
  expect(ids(with_card(pages, row("n", 1), "-amount"))).toEqual(["a"]);
});

test("a card is never there twice", () => {
  const pages = { pageParams: [""], pages: [{ records: [row("a", 9), row("n", 1)], next: null }] };
  expect(ids(with_card(pages, row("n", 10), "-amount"))).toEqual(["na"]);
});
