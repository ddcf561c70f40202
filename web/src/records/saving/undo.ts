import { useSyncExternalStore } from "react";
import { read_change, type UndoAnswer, undo_change } from "../../api/changes";
import { Problem } from "../../api/problem";
import { is_about, query_client } from "../../api/query_client";
import type { ConflictCount, UndoConflict } from "../../api/types";
import { t } from "../../i18n";
import { wait_for_job } from "./job";
import { say_problem } from "./problem_text";
import { dismiss_change, say } from "./toasts";

// What this person did in this page, newest last; Z takes the last one back. A change set, or where
// there is none or more than one, how it is taken back.
type Deed = string | (() => void);
const done: Deed[] = [];

// An undo that met later changes waits here for an answer.
export type StuckUndo = {
  change: string;
  conflicts: UndoConflict[]; // the first of them
  count: number; // all
  fields: ConflictCount[]; // how many of which field
};
let stuck: StuckUndo | null = null;
const listeners = new Set<() => void>();

function set_stuck(next: StuckUndo | null) {
  stuck = next;
  for (const listener of listeners) listener();
}

export function use_stuck_undo(): StuckUndo | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => stuck,
  );
}

export const leave_stuck_undo = () => set_stuck(null);

// Says what was done, offers undo, and makes everything read about these objects stale.
export function announce_change(
  change: string | null | undefined,
  text: string,
  plurals: string[],
) {
  if (change) done.push(change);
  say({ text, change: change ?? undefined });
  refresh(plurals);
}

// The same for what is no single change set: settings of the firm, or several changes at once.
export function announce_deed(text: string, take_back: () => void) {
  const deed = () => {
    const place = done.lastIndexOf(deed);
    if (place < 0) return;
    done.splice(place, 1);
    take_back();
  };
  done.push(deed);
  say({ text, action: { label: t("undo"), run: deed } });
}

export function refresh(plurals: string[]) {
  const heads = new Set([...plurals, "changes", "search"]);
  void query_client.invalidateQueries({
    predicate: ({ queryKey }) => is_about(queryKey, heads) || queryKey[1] === "timeline",
  });
}

// Large ones run in the background; this waits for them too and says how far they are.
async function take_back(change: string, answer: UndoAnswer) {
  const { body, change: written } = await undo_change(change, answer);
  if (!body.job) return { id: written ?? body.id, label: body.label };
  const job = await wait_for_job(body.job, t("undoing"));
  return job.change ? read_change(job.change) : { id: null, label: undefined };
}

export async function undo(change: string, answer: UndoAnswer = {}) {
  try {
    const made = await take_back(change, answer);
    set_stuck(null);
    dismiss_change(change);
    const place = done.lastIndexOf(change);
    if (place >= 0) done.splice(place, 1);
    const redo = made.id;
    say({
      text: t("undone"),
      detail: made.label,
      action: redo ? { label: t("redo"), run: () => void undo(redo) } : undefined,
    });
    await query_client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== "session",
    });
  } catch (error) {
    if (error instanceof Problem && error.reason === "conflict" && error.conflicts.length > 0) {
      set_stuck({
        change,
        conflicts: error.undo_conflicts,
        count: error.conflict_count,
        fields: error.conflict_fields,
      });
    } else say_problem(error);
  }
}

export function undo_last() {
  const deed = done.at(-1);
  if (typeof deed === "string") void undo(deed);
  else if (deed) deed();
  else say({ text: t("nothing_to_undo") });
}
