import { describe, expect, it } from "vitest";
import { keep_moment, knows_the_past } from "../../api/moment";
import { just_before } from "./moment";

describe("just_before", () => {
  it("is one microsecond earlier, also over the turn of a second", () => {
    expect(just_before("2026-03-01T10:00:00.000501Z")).toBe("2026-03-01T10:00:00.000500Z");
    expect(just_before("2026-03-01T10:00:00Z")).toBe("2026-03-01T09:59:59.999999Z");
    expect(just_before("2026-03-01T10:00:00.500Z")).toBe("2026-03-01T10:00:00.499999Z");
  });
});

describe("the moment in the address", () => {
  const to = (search: object) => () => search as Record<string, string | undefined>;
  const here = { as_of: "2026-03-01T00:00:00Z", filter: "x" };
  it("goes along with links that say nothing of it", () => {
    expect(keep_moment({ search: here, next: to({ sort: "name" }) })).toEqual({
      sort: "name",
      as_of: here.as_of,
    });
    expect(keep_moment({ search: {}, next: to({ sort: "name" }) })).toEqual({ sort: "name" });
  });
  it("is left where a link says so", () => {
    expect(keep_moment({ search: here, next: to({ as_of: undefined }) })).toEqual({});
    expect(keep_moment({ search: here, next: to({ as_of: "2025" }) })).toEqual({ as_of: "2025" });
  });
  it("counts on screens that know the past", () => {
    expect(["/deals", "/deals/board", "/deals/1", "/dashboard"].every(knows_the_past)).toBe(true);
    expect(
      ["/", "/my-day", "/history", "/settings/users", "/deals/1/history"].some(knows_the_past),
    ).toBe(false);
  });
});
