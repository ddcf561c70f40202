import { expect, test } from "vitest";
import { bands_in, labels_that_fit, ticks_to } from "./scale";

test("an axis starts at zero and ends at or above the largest value", () => {
  for (const largest of [1, 7, 99, 100, 1234.5, 3_086_111, 0.4]) {
    const ticks = ticks_to(largest);
    expect(ticks[0]).toBe(0);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
    expect(ticks.length).toBeLessThanOrEqual(6);
  }
});

test("an axis has round numbers", () => {
  expect(ticks_to(3_086_111)).toEqual([0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]);
  expect(ticks_to(0.9)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

test("an axis of nothing still has a length", () => {
  expect(ticks_to(0)).toEqual([0, 1]);
  expect(ticks_to(Number.NaN)).toEqual([0, 1]);
});

test("columns stand in the middle of their places and do not grow without end", () => {
  const [one, two] = bands_in(400, 2);
  expect(one).toEqual({ start: 72, width: 56 });
  expect(two!.start).toBe(272);
  expect(bands_in(100, 0)).toEqual([]);
});

test("labels leave out what does not fit, never the last", () => {
  expect(labels_that_fit(4, 400, 50)).toEqual([true, true, true, true]);
  expect(labels_that_fit(6, 100, 50)).toEqual([false, false, true, false, false, true]);
});
