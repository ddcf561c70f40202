import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, write } from "./client";
import type { AggregateAnswer, BulkResult, Page, Row, SearchAnswer, TimelineEntry } from "./types";

// Query keys start with the plural, so that one change of a deal makes everything read about deals
// stale at once.

export type ListQuery = {
  filter?: string;
  sort?: string;
  as_of?: string;
  expand?: string;
  fields?: string;
  bin?: boolean;
  limit?: number;
};

export function list_query(plural: string, query: ListQuery) {
  return infiniteQueryOptions({
    queryKey: [plural, "list", query],
    queryFn: ({ pageParam, signal }) =>
      get<Page>(`/${plural}`, { limit: 100, ...query, after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

// The first page only; for pickers, related lists and small objects.
export function page_query(plural: string, query: ListQuery) {
  return queryOptions({
    queryKey: [plural, "page", query],
    queryFn: ({ signal }) => get<Page>(`/${plural}`, { limit: 50, ...query }, signal),
  });
}

export function count_query(plural: string, query: ListQuery) {
  const { filter, as_of, bin } = query;
  return queryOptions({
    queryKey: [plural, "count", { filter, as_of, bin }],
    queryFn: async ({ signal }) => {
      const asked = { filter, as_of, bin, limit: 1, fields: "id", count: "exact" };
      const page = await get<Page>(`/${plural}`, asked, signal);
      return { count: page.count ?? page.records.length, estimated: page.estimated ?? false };
    },
  });
}

export function record_query(plural: string, id: string, query: ListQuery = {}) {
  const { as_of, expand } = query;
  return queryOptions({
    queryKey: [plural, "record", id, { as_of, expand }],
    // What is in the bin can still be looked at, and taken out again.
    queryFn: ({ signal }) => get<Row>(`/${plural}/${id}`, { as_of, expand, bin: true }, signal),
  });
}

export function aggregate_query(
  plural: string,
  query: { group?: string; measure: string; filter?: string; as_of?: string; sort?: string },
) {
  return queryOptions({
    queryKey: [plural, "aggregate", query],
    queryFn: ({ signal }) => get<AggregateAnswer>(`/${plural}/aggregate`, query, signal),
  });
}

export type TimelinePage = {
  entries: TimelineEntry[];
  titles?: Record<string, string | null>;
  next: string | null;
};

export function timeline_query(plural: string, id: string, kinds: string, as_of?: string) {
  return infiniteQueryOptions({
    queryKey: [plural, "timeline", id, kinds, as_of],
    queryFn: ({ pageParam, signal }) =>
      get<TimelinePage>(
        `/${plural}/${id}/timeline`,
        { kinds, as_of, after: pageParam, limit: 50 },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function search_query(q: string, objects?: string, limit = 20) {
  return queryOptions({
    queryKey: ["search", q, objects, limit],
    queryFn: ({ signal }) => get<SearchAnswer>("/search", { q, objects, limit }, signal),
    staleTime: 15_000,
  });
}

// Who it might be was told while it was typed.
export const create_record = (plural: string, values: object, key?: string) =>
  write<Row>("POST", `/${plural}`, values, { key, query: { duplicates: "allow" } });

export const patch_record = (plural: string, id: string, values: object, version?: number) =>
  write<Row>("PATCH", `/${plural}/${id}`, values, { version });

export const remove_record = (plural: string, id: string) =>
  write<{ change: string }>("DELETE", `/${plural}/${id}`);

export const restore_record = (plural: string, id: string) =>
  write<Row>("POST", `/${plural}/${id}/restore`);

export const act_on_record = (plural: string, id: string, action: string, input: object) =>
  write<Record<string, unknown> & { change?: string }>("POST", `/${plural}/${id}/${action}`, input);

export type Selection = { filter: string } | { ids: string[] };
export type BulkWork = { set: object } | { action: string; input?: object };

export const change_many = (plural: string, selection: Selection, work: BulkWork) =>
  write<BulkResult>("POST", `/${plural}/bulk`, { ...selection, ...work });
