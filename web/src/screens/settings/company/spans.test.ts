import { expect, test } from "vitest";
import { has_room, hours_a_week, next_span, read_spans, read_time, write_spans } from "./spans";

test("hours are read and written as they are kept", () => {
  const spans = read_spans("9:00-12:30, 13:30-17:00");
  expect(spans).toEqual([
    { from: "09:00", until: "12:30" },
    { from: "13:30", until: "17:00" },
  ]);
  expect(write_spans(spans)).toBe("09:00-12:30, 13:30-17:00");
  expect(read_spans("")).toEqual([]);
  expect(read_spans(null)).toEqual([]);
  expect(write_spans([])).toBe("");
});

test("times are typed as people do, and what is none is left to the server", () => {
  const typed = ["9", "09:30", "1730", "9.15", "5pm", "12 am", "24:00", "noon", "25"];
  expect(typed.map(read_time)).toEqual([
    "09:00",
    "09:30",
    "17:30",
    "09:15",
    "17:00",
    "00:00",
    "24:00",
    "noon",
    "25:00",
  ]);
  expect(write_spans([{ from: "9", until: "noon" }])).toBe("09:00-noon");
});

test("what is half typed is not written", () => {
  expect(write_spans([{ from: "09:00", until: "" }])).toBeNull();
});

test("more hours are offered after a break, while the day has room", () => {
  expect(next_span([])).toEqual({ from: "09:00", until: "17:00" });
  expect(next_span([{ from: "09:00", until: "12:00" }])).toEqual({ from: "13:00", until: "16:00" });
  expect(next_span([{ from: "09:00", until: "22:00" }])).toEqual({ from: "23:00", until: "24:00" });
  expect(has_room([{ from: "09:00", until: "22:00" }])).toBe(true);
  expect(has_room([{ from: "09:00", until: "23:00" }])).toBe(false);
  expect(has_room([{ from: "00:00", until: "24:00" }])).toBe(false);
});

test("a week is the sum of its days", () => {
  const day = "09:00-12:30, 13:30-17:00";
  expect(hours_a_week({ monday: day, friday: "22:00-24:00", name: "9:00-17:00" })).toBe(9);
});
