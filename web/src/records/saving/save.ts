import { useSyncExternalStore } from "react";
import { Problem } from "../../api/problem";
import { query_client } from "../../api/query_client";
import { patch_record } from "../../api/records";
import type { Conflict, ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { merge_into, same_value } from "./merge";
import { ask_for_missing, fields_missing } from "./missing";
import { announce_change } from "./undo";

// Saving fields of one record: shown at once, taken back when the server refuses, and when somebody
// else changed the same field, asked.

export type OpenConflict = {
  object: ObjectType;
  row: Row;
  conflicts: Conflict[];
  answer: (keep_mine: Set<string>) => void;
};

let open_conflict: OpenConflict | null = null;
const listeners = new Set<() => void>();

function set_conflict(next: OpenConflict | null) {
  open_conflict = next;
  for (const listener of listeners) listener();
}

export function use_open_conflict(): OpenConflict | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open_conflict,
  );
}

const is_about = (plural: string) => ({
  predicate: ({ queryKey: [head, what] }: { queryKey: readonly unknown[] }) =>
    head === plural && ["record", "page", "list"].includes(String(what)),
});

// Shows the values everywhere; the function it returns takes them back.
export function show_at_once(plural: string, id: string, changes: object): () => void {
  const before = query_client.getQueriesData(is_about(plural));
  for (const [key, data] of before) {
    query_client.setQueryData(key, merge_into(key, data as never, id, changes));
  }
  return () => {
    for (const [key, data] of before) query_client.setQueryData(key, data);
  };
}

// `asked`: the fields of the form that the changes come from; what else is missing is asked for.
type SaveOptions = { label?: string; asked?: string[] };

// Throws the Problem when the server refuses; the caller shows it beside its fields.
export async function save_fields(
  object: ObjectType,
  row: Row,
  changes: Record<string, unknown>,
  options: SaveOptions = {},
): Promise<Row | null> {
  const changed = Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => !same_value(row[name], value)),
  );
  if (Object.keys(changed).length === 0) return row;
  await query_client.cancelQueries(is_about(object.plural));
  const take_back = show_at_once(object.plural, row.id, changed);
  try {
    const saved = await patch_record(object.plural, row.id, changed, row.version);
    show_at_once(object.plural, row.id, saved.body);
    const names = Object.keys(changed).map(
      (name) => object.fields.find((field) => field.name === name)?.label ?? name,
    );
    const text = options.label ?? t("saved_fields", { fields: names.join(", ") });
    announce_change(saved.change, text, [object.plural]);
    return saved.body;
  } catch (error) {
    take_back();
    const asked = options.asked ?? Object.keys(changes);
    const fields = fields_missing(object, error, asked);
    if (fields.length > 0) {
      const more = await ask_for_missing({ object, row, changes, fields, error: error as Problem });
      return more ? save_fields(object, row, { ...changes, ...more }, { ...options, asked }) : null;
    }
    if (!(error instanceof Problem) || error.reason !== "conflict") throw error;
    if (error.conflicts.length === 0) throw error;
    return settle(object, row, changed, error.edit_conflicts, options);
  }
}

// Asks which value stands for each field that both changed, then saves what is left of ours.
async function settle(
  object: ObjectType,
  row: Row,
  changed: Record<string, unknown>,
  conflicts: Conflict[],
  options: SaveOptions,
): Promise<Row | null> {
  const keep_mine = await new Promise<Set<string>>((answer) =>
    set_conflict({ object, row, conflicts, answer }),
  );
  set_conflict(null);
  const rest = { ...changed };
  for (const conflict of conflicts) if (!keep_mine.has(conflict.field)) delete rest[conflict.field];
  await query_client.invalidateQueries({ queryKey: [object.plural] });
  if (Object.keys(rest).length === 0) return null;
  // Without a version: the person has seen both values and decided.
  const saved = await patch_record(object.plural, row.id, rest);
  show_at_once(object.plural, row.id, saved.body);
  announce_change(saved.change, options.label ?? t("saved"), [object.plural]);
  return saved.body;
}
