import type { MergeField, MergePreview, MergeSide } from "../../api/merge";

// What a person has chosen; a field without a choice takes what the preview says.
export type Choices = Readonly<Record<string, MergeSide>>;

export function side_of(field: MergeField, choices: Choices): MergeField["takes"] {
  return choices[field.field] ?? field.takes;
}

export function result_of(field: MergeField, choices: Choices): unknown {
  const side = choices[field.field];
  if (side === "this") return field.this;
  if (side === "other") return field.other;
  return field.result;
}

export const differs = (field: MergeField) => field.takes !== "same" && field.takes !== "none";

// All of one side, where there is something to choose.
export function all_of(preview: MergePreview, side: "this" | "other"): Choices {
  const choices: Record<string, MergeSide> = {};
  for (const field of preview.fields) {
    if (field.may_choose && differs(field)) choices[field.field] = side;
  }
  return choices;
}

// What stands in the way and is not chosen away yet.
export const open_problems = (preview: MergePreview, choices: Choices) =>
  preview.problems.filter((problem) => !problem.field || !choices[problem.field]);
