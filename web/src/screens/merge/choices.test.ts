import { expect, test } from "vitest";
import type { MergeField, MergePreview } from "../../api/merge";
import { all_of, open_problems, result_of, side_of } from "./choices";

const field = (name: string, more: Partial<MergeField> = {}): MergeField => ({
  field: name,
  label: name,
  this: "a",
  other: "b",
  result: "a",
  takes: "this",
  has_many: false,
  may_choose: true,
  ...more,
});

const preview = (fields: MergeField[]): MergePreview => {
  const half = { id: "1", version: 1, title: "A", created_at: "", updated_at: "" };
  const problems = [{ field: "parent", rule: "ring", message: "No." }];
  return { object: "account", this: half, other: half, fields, moves: [], problems };
};

test("without a choice the preview's result stands", () => {
  const emails = field("emails", { takes: "both", result: ["a", "b"], has_many: true });
  expect(side_of(emails, {})).toBe("both");
  expect(result_of(emails, {})).toEqual(["a", "b"]);
  expect(result_of(emails, { emails: "other" })).toBe("b");
  expect(result_of(emails, { emails: "both" })).toEqual(["a", "b"]);
});

test("all of one side chooses only where there is a choice", () => {
  const both = preview([
    field("name"),
    field("same", { takes: "same" }),
    field("figure", { may_choose: false }),
  ]);
  expect(all_of(both, "other")).toEqual({ name: "other" });
});

test("a problem is gone once its field is decided", () => {
  expect(open_problems(preview([]), {})).toHaveLength(1);
  expect(open_problems(preview([]), { parent: "other" })).toHaveLength(0);
});
