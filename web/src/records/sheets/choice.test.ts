import { describe, expect, it } from "vitest";
import { body_of, everything, with_left, with_side } from "./choice";

describe("what is taken of a sheet", () => {
  it("is everything at first, and no conflict", () => {
    expect(body_of(everything)).toEqual({ all: true, keep: {}, conflicts: {}, create: true });
  });

  it("leaves single cells and settles single conflicts", () => {
    let choice = with_left(everything, "2:amount", true);
    choice = with_left(choice, "2:billing_address_city", true);
    choice = with_side(choice, "5:stage", true);
    expect(body_of(choice)).toEqual({
      all: true,
      keep: { "2": ["amount", "billing_address_city"] },
      conflicts: { "5": { stage: "sheet" } },
      create: true,
    });
    choice = with_side(with_left(choice, "2:amount", false), "5:stage", false);
    expect(body_of(choice)).toMatchObject({
      keep: { "2": ["billing_address_city"] },
      conflicts: {},
    });
  });
});
