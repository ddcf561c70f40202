import { beforeEach, describe, expect, it } from "vitest";
import {
  date_in_zone,
  days_between,
  format_date,
  format_instant_near,
  format_money,
  format_number,
  parse_decimal,
  show_in_zone,
} from "./format";
import { speak, t_count } from "./index";

describe("numbers, money and dates in the person's language", () => {
  beforeEach(async () => {
    show_in_zone("Europe/Berlin");
    await speak("en");
  });

  it("formats money without needless cents", () => {
    expect(format_money({ amount: "1054.00", currency: "EUR" })).toBe("€1,054");
    expect(format_money({ amount: "1054.50", currency: "EUR" })).toBe("€1,054.50");
    expect(format_money({ amount: "5", currency: "EUR" }, { exact: true })).toBe("€5.00");
  });

  it("speaks German", async () => {
    await speak("de-AT");
    expect(format_number(1234.5)).toBe("1.234,5");
    expect(format_money({ amount: "1054.50", currency: "EUR" })).toMatch(/1\.054,50\s€/);
    expect(parse_decimal("1.234,50")).toBe("1234.50");
    expect(parse_decimal("1.5")).toBe("1.5");
    expect(t_count("selected", 2)).toBe("2 ausgewählt");
  });

  it("reads figures as they are typed", () => {
    expect(parse_decimal("1,234.50")).toBe("1234.50");
    expect(parse_decimal("1 234")).toBe("1234");
    expect(parse_decimal("-.5")).toBe("-.5");
    expect(parse_decimal("12a")).toBeNull();
  });

  it("keeps calendar dates out of zones, and instants in the person's", () => {
    expect(format_date("2026-03-01")).toBe("Mar 1, 2026");
    expect(date_in_zone(new Date("2026-03-01T23:30:00Z"))).toBe("2026-03-02");
    expect(days_between("2026-02-28", "2026-03-01")).toBe(1);
  });

  it("is relative when near", () => {
    const now = Date.parse("2026-03-10T12:00:00Z");
    expect(format_instant_near("2026-03-10T11:58:00Z", now)).toBe("2 minutes ago");
    expect(format_instant_near("2026-03-09T12:00:00Z", now)).toBe("yesterday");
    expect(format_instant_near("2026-01-01T12:00:00Z", now)).toBe("Jan 1, 2026");
  });
});
