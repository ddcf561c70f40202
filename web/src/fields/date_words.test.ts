import { beforeEach, describe, expect, it } from "vitest";
import { speak } from "../i18n";
import { parse_date_words, typed_date } from "./date_words";
import { instant_of, wall_of } from "./wall_time";
import { safe_address } from "./web";

const saturday = "2026-11-21";
const read = (typed: string) => parse_date_words(typed, saturday);

describe("dates as people type them", () => {
  beforeEach(() => speak("en"));

  it("knows words", () => {
    expect(read("today")).toBe("2026-11-21");
    expect(read("Tomorrow")).toBe("2026-11-22");
    expect(read("morgen")).toBe("2026-11-22");
    expect(read("+10")).toBe("2026-12-01");
    expect(read("+2w")).toBe("2026-12-05");
    expect(read("mon")).toBe("2026-11-23");
    expect(read("freitag")).toBe("2026-11-27");
    expect(read("sat")).toBe("2026-11-28");
  });

  it("knows figures", () => {
    expect(read("2026-12-31")).toBe("2026-12-31");
    expect(read("31.12.")).toBe("2026-12-31");
    expect(read("1.2.27")).toBe("2027-02-01");
    expect(read("12/31/2026")).toBe("2026-12-31");
    expect(read("31.2.2026")).toBeNull();
    expect(read("soon")).toBeNull();
  });

  it("reads back what it writes", async () => {
    expect(read(typed_date("2026-12-05"))).toBe("2026-12-05");
    await speak("de");
    expect(typed_date("2026-12-05")).toBe("05.12.2026");
    expect(read(typed_date("2026-12-05"))).toBe("2026-12-05");
  });
});

describe("time on the wall", () => {
  it("goes to the instant and back, across the change of clocks", () => {
    const summer = { date: "2026-07-01", time: "09:00" };
    expect(instant_of(summer, "Europe/Berlin")).toBe("2026-07-01T07:00:00Z");
    expect(wall_of("2026-12-01T08:00:00Z", "Europe/Berlin")).toEqual({
      date: "2026-12-01",
      time: "09:00",
    });
    expect(instant_of({ date: "2026-03-29", time: "03:30" }, "Europe/Berlin")).toBe(
      "2026-03-29T01:30:00Z",
    );
  });
});

describe("web addresses", () => {
  it("links to http only", () => {
    expect(safe_address("acme.example")).toBe("https://acme.example/");
    expect(safe_address("javascript:alert(1)")).toBeNull();
    expect(safe_address("data:text/html,x")).toBeNull();
  });
});
