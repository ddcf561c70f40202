import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, write } from "./client";
import type { ChangeSet } from "./types";

export type Titles = Record<string, string | null>;
export type ChangePage = { changes: ChangeSet[]; titles?: Titles; next?: string | null };
export type ChangeQuery = {
  actor?: string;
  object?: string;
  origin?: string;
  q?: string;
  // Dates where the person is: not before, and before.
  from?: string;
  until?: string;
};

export function changes_query(query: ChangeQuery) {
  return infiniteQueryOptions({
    queryKey: ["changes", query],
    queryFn: ({ pageParam, signal }) =>
      get<ChangePage>("/changes", { ...query, after: pageParam, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function record_changes_query(plural: string, id: string, query: ChangeQuery) {
  return infiniteQueryOptions({
    queryKey: ["changes", plural, id, query],
    queryFn: ({ pageParam, signal }) =>
      get<ChangePage>(`/${plural}/${id}/changes`, { ...query, after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

// One change set with all its records, page by page.
export function change_query(id: string) {
  return infiniteQueryOptions({
    queryKey: ["changes", "one", id],
    queryFn: ({ pageParam, signal }) =>
      get<ChangeSet & { titles?: Titles; next?: string | null }>(
        `/changes/${id}`,
        { after: pageParam },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

// What becomes of fields that were changed again since: `deal.<id>.amount`, `deal.amount`, `*`.
export type UndoAnswer = { force_fields?: string[]; keep_fields?: string[] };

// Above this many records an undo runs in the background and tells how far it is.
const most_at_once = 500;

export async function undo_change(id: string, answer: UndoAnswer = {}) {
  const { records } = await get<ChangeSet>(`/changes/${id}`);
  return write<ChangeSet & { job?: string }>("POST", `/changes/${id}/undo`, answer, {
    prefer_async: records > most_at_once,
  });
}

export const read_change = (id: string) => get<ChangeSet>(`/changes/${id}`);
