import { useSyncExternalStore } from "react";
import { Problem } from "../../api/problem";
import type { Field, ObjectType, Row } from "../../api/types";

// The server refuses a change because other fields have to be filled with it: a stage that asks for
// a price. They are asked for in place, wherever the change was made, and the change is sent again.

export type OpenMissing = {
  object: ObjectType;
  row: Row;
  changes: Record<string, unknown>;
  fields: Field[];
  error: Problem;
  // Nothing: the change is given up.
  answer: (values: Record<string, unknown> | null) => void;
};

let open: OpenMissing | null = null;
const listeners = new Set<() => void>();

function set_open(next: OpenMissing | null) {
  open = next;
  for (const listener of listeners) listener();
}

export function use_open_missing(): OpenMissing | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}

// The fields that are required beside those that the person was asked about already; none when the
// refusal is about something else as well.
export function fields_missing(object: ObjectType, error: unknown, asked: string[]): Field[] {
  if (!(error instanceof Problem) || error.problems.length === 0) return [];
  const fields = error.problems.map((problem) =>
    problem.rule === "required"
      ? object.fields.find((field) => field.name === problem.field && !field.read_only)
      : undefined,
  );
  if (fields.some((field) => !field)) return [];
  const all = fields as Field[];
  return all.every((field) => asked.includes(field.name)) ? [] : all;
}

export async function ask_for_missing(
  question: Omit<OpenMissing, "answer">,
): Promise<Record<string, unknown> | null> {
  const values = await new Promise<Record<string, unknown> | null>((answer) =>
    set_open({ ...question, answer }),
  );
  set_open(null);
  return values;
}
