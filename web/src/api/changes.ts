import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, write } from "./client";
import type { ChangeSet } from "./types";

type ChangePage = { changes: ChangeSet[]; next?: string | null };
export type ChangeQuery = { actor?: string; object?: string; origin?: string; record?: string };

export function changes_query(query: ChangeQuery) {
  return infiniteQueryOptions({
    queryKey: ["changes", query],
    queryFn: ({ pageParam, signal }) =>
      get<ChangePage>("/changes", { ...query, after: pageParam, limit: 50 }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function record_changes_query(plural: string, id: string) {
  return infiniteQueryOptions({
    queryKey: ["changes", plural, id],
    queryFn: ({ pageParam, signal }) =>
      get<ChangePage>(`/${plural}/${id}/changes`, { after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const undo_change = (id: string, force_fields: string[] = []) =>
  write<ChangeSet>("POST", `/changes/${id}/undo`, { force_fields });
