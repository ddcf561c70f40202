import { expect, test } from "vitest";
import type { UndoConflict } from "../../api/types";
import {
  answer_of,
  decide_all,
  decide_field,
  decide_one,
  decision_of,
  keep_all,
} from "./undo_choices";

const conflict = (record: string, field = "amount"): UndoConflict => ({
  object: "deal",
  record,
  title: "",
  field,
  back: 1,
  // biome-ignore lint/suspicious/noThenProperty: what the change had made of the value
  then: 2,
  now: 3,
  removes: false,
  by: null,
  at: null,
});

test("without a decision everything stays as it is now", () => {
  expect(answer_of(keep_all)).toEqual({ force_fields: [], keep_fields: ["*"] });
});

test("the nearest decision counts", () => {
  const field = { object: "deal", field: "amount", count: 3000 };
  const decisions = decide_one(
    decide_field(decide_all("keep"), field, "back"),
    conflict("1"),
    "keep",
  );
  expect(decision_of(conflict("1"), decisions)).toBe("keep");
  expect(decision_of(conflict("2"), decisions)).toBe("back");
  expect(decision_of(conflict("2", "name"), decisions)).toBe("keep");
  expect(answer_of(decisions)).toEqual({
    force_fields: ["deal.amount"],
    keep_fields: ["*", "deal.1.amount"],
  });
});

test("deciding about all forgets the single ones", () => {
  const one = decide_one(keep_all, conflict("1"), "back");
  expect(decide_field(one, { object: "deal", field: "amount", count: 2 }, "keep").by_name).toEqual({
    "deal.amount": "keep",
  });
  expect(answer_of(decide_all("back"))).toEqual({ force_fields: ["*"], keep_fields: [] });
});
