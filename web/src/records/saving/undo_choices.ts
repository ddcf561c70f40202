import type { UndoAnswer } from "../../api/changes";
import type { ConflictCount, UndoConflict } from "../../api/types";

// What is to become of fields that were changed again since: for all, for one field of an object,
// for one field of one record. The nearest decision counts, here as on the server.

export type Decision = "keep" | "back";
export type Decisions = { all: Decision; by_name: Readonly<Record<string, Decision>> };

export const keep_all: Decisions = { all: "keep", by_name: {} };

export const name_of = (one: UndoConflict) => `${one.object}.${one.record}.${one.field}`;
export const name_of_field = (one: ConflictCount | UndoConflict) => `${one.object}.${one.field}`;

export function decision_of(one: UndoConflict, decisions: Decisions): Decision {
  const { all, by_name } = decisions;
  return by_name[name_of(one)] ?? by_name[name_of_field(one)] ?? all;
}

// Deciding about more takes back what was decided about less.
export function decide_all(all: Decision): Decisions {
  return { all, by_name: {} };
}

export function decide_field(
  decisions: Decisions,
  field: ConflictCount,
  decision: Decision,
): Decisions {
  const kept = Object.entries(decisions.by_name).filter(
    ([name]) => !(name.startsWith(`${field.object}.`) && name.endsWith(`.${field.field}`)),
  );
  return {
    ...decisions,
    by_name: { ...Object.fromEntries(kept), [name_of_field(field)]: decision },
  };
}

export function decide_one(decisions: Decisions, one: UndoConflict, decision: Decision): Decisions {
  return { ...decisions, by_name: { ...decisions.by_name, [name_of(one)]: decision } };
}

export function answer_of(decisions: Decisions): UndoAnswer {
  const names = (decision: Decision) => [
    ...(decisions.all === decision ? ["*"] : []),
    ...Object.keys(decisions.by_name).filter((name) => decisions.by_name[name] === decision),
  ];
  return { force_fields: names("back"), keep_fields: names("keep") };
}
