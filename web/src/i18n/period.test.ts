import { afterEach, expect, test } from "vitest";
import { today } from "./format";
import { speak } from "./index";
import { format_period } from "./period";

afterEach(() => speak("en"));

test("periods are called as people call them", () => {
  expect(format_period("2017")).toBe("2017");
  expect(format_period("2017-Q1")).toBe("Q1 2017");
  expect(format_period("2017-W09")).toBe("W09 2017");
  expect(format_period("2017-03")).toBe("Mar 17");
  expect(format_period("whenever")).toBe("whenever");
});

test("a day is its month where it is the last of it, and today is today", () => {
  expect(format_period("2017-02-28")).toBe("Feb 17");
  expect(format_period("2016-02-28")).toBe("Feb 28, 2016");
  expect(format_period(today())).toBe("Today");
});

test("in German too", async () => {
  await speak("de");
  expect(format_period("2017-W09")).toBe("KW 09 2017");
  expect(format_period(today())).toBe("Heute");
});
