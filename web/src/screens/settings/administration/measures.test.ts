import { expect, test } from "vitest";
import { every_text, growth_text, size_text, time_text } from "./measures";

test("sizes keep two or three figures", () => {
  expect(size_text(0)).toBe("0 B");
  expect(size_text(999)).toBe("999 B");
  expect(size_text(999_999)).toBe("1 MB");
  expect(size_text(1_234_567)).toBe("1.2 MB");
  expect(size_text(48_300_000)).toBe("48 MB");
  expect(size_text(7_000_000_000_000_000)).toBe("7,000 TB");
});

test("growth says its direction, and none is not worth a word", () => {
  expect(growth_text(0)).toBe("");
  expect(growth_text(1500)).toBe("+1.5 kB");
  expect(growth_text(-2_000_000)).toBe("−2 MB");
});

test("times go from parts of a millisecond to minutes", () => {
  expect(time_text(400)).toBe("0.4 ms");
  expect(time_text(12_300)).toBe("12 ms");
  expect(time_text(999_900)).toBe("1 s");
  expect(time_text(2_340_000)).toBe("2.3 s");
  expect(time_text(180_000_000)).toBe("3 min");
});

test("how often is said in the largest unit that comes out even", () => {
  expect(every_text(0)).toBe("when something happens");
  expect(every_text(1)).toBe("every second");
  expect(every_text(90)).toBe("every 90 seconds");
  expect(every_text(600)).toBe("every 10 minutes");
  expect(every_text(3600)).toBe("every hour");
  expect(every_text(86_400)).toBe("every day");
});
