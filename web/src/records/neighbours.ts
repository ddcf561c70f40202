import type { InfiniteData } from "@tanstack/react-query";
import { query_client } from "../api/query_client";
import type { Page } from "../api/types";

// The record before or after this one in the list that was looked at last, as far as it was read.
export function neighbour_of(plural: string, id: string, step: 1 | -1): string | null {
  const lists = query_client
    .getQueryCache()
    .findAll({ queryKey: [plural, "list"] })
    .sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt);
  for (const list of lists) {
    const data = list.state.data as InfiniteData<Page> | undefined;
    const ids = data?.pages.flatMap((page) => page.records.map((row) => row.id)) ?? [];
    const place = ids.indexOf(id);
    if (place >= 0) return ids[place + step] ?? null;
  }
  return null;
}
