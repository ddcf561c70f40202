import { describe, expect, it } from "vitest";
import { merge_into, merge_row, same_value } from "./merge";

const row = {
  id: "1",
  version: 3,
  name: "Acme",
  owner: "u1",
  expanded: { owner: { object: "user", id: "u1", title: "Sam" } },
};

describe("optimistic merge", () => {
  it("puts values in and drops a title that is of another id", () => {
    const merged = merge_row(row, { owner: "u2", name: "Acme Ltd" });
    expect(merged.name).toBe("Acme Ltd");
    expect(merged.expanded?.owner).toBeUndefined();
    expect(merge_row(row, { name: "x" }).expanded?.owner).toBeDefined();
  });

  it("reaches records, pages and endless lists, and leaves others alone", () => {
    const changes = { name: "New" };
    expect(merge_into(["deals", "record", "1"], row, "1", changes)).toMatchObject(changes);
    const page = { records: [row, { id: "2", version: 1 }], next: null };
    const merged = merge_into(["deals", "page", {}], page, "1", changes);
    expect(merged).toMatchObject({ records: [changes, { id: "2" }] });
    const list = { pages: [page], pageParams: [""] };
    expect(merge_into(["deals", "list", {}], list, "1", changes)).toMatchObject({
      pages: [{ records: [changes, { id: "2" }] }],
    });
    expect(merge_into(["deals", "aggregate"], page, "1", changes)).toBe(page);
  });

  it("compares by value", () => {
    expect(same_value({ amount: "1", currency: "EUR" }, { currency: "EUR", amount: "1" })).toBe(
      true,
    );
    expect(same_value(null, undefined)).toBe(true);
    expect(same_value(["a"], ["a", "b"])).toBe(false);
  });
});
