import { describe, expect, it } from "vitest";
import { choose_loaded, extend_to, nothing_chosen, toggle } from "./selection";

const order = ["a", "b", "c", "d", "e"];

describe("selection", () => {
  it("toggles one", () => {
    const one = toggle(nothing_chosen, "b");
    expect([...one.ids]).toEqual(["b"]);
    expect(toggle(one, "b").ids.size).toBe(0);
  });

  it("extends from the last one touched, in both directions", () => {
    const from = toggle(nothing_chosen, "c");
    expect([...extend_to(from, "e", order).ids].sort()).toEqual(["c", "d", "e"]);
    expect([...extend_to(from, "a", order).ids].sort()).toEqual(["a", "b", "c"]);
  });

  it("extends without an anchor to the one itself", () => {
    expect([...extend_to(nothing_chosen, "d", order).ids]).toEqual(["d"]);
  });

  it("leaves 'all that match' as soon as one is taken out", () => {
    const all = { ...choose_loaded(order), all: true };
    expect(toggle(all, "a").all).toBe(false);
  });
});
