import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, write } from "./client";
import type { Reference } from "./types";

// Records that are likely to be one.

export type Reason = { what: string; how: "same" | "similar" | "different" };
export type Candidate = Reference & {
  words: string[];
  score: number;
  reasons: Reason[];
  reason: string;
};
export type PairSide = {
  id: string;
  title: string;
  values: { field: string; label: string; value: string }[];
};
export type Pair = { object: string; score: number; reasons: Reason[]; a: PairSide; b: PairSide };
export type PairPage = { pairs: Pair[]; next: string | null };
export type Scan = {
  state: "idle" | "waiting" | "running";
  percent: number;
  ended_at: string | null;
  can_scan: boolean;
  objects: string[];
};

type Found = { candidates: Candidate[] };

// Whom a record with these values might be. Nothing is written by asking.
export function typed_query(plural: string, values: object) {
  return queryOptions({
    queryKey: [plural, "duplicates", "typed", values],
    queryFn: async () =>
      (await write<Found>("POST", `/${plural}/duplicates`, values)).body.candidates,
    staleTime: 10_000,
  });
}

export function candidates_query(plural: string, id: string) {
  return queryOptions({
    queryKey: [plural, "duplicates", id],
    queryFn: async ({ signal }) =>
      (await get<Found>(`/${plural}/${id}/duplicates`, {}, signal)).candidates,
  });
}

export function pairs_query(object: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ["duplicates", "pairs", object],
    queryFn: ({ pageParam, signal }) =>
      get<PairPage>("/duplicates", { object, limit: 30, after: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const scan_query = queryOptions({
  queryKey: ["duplicates", "scan"],
  queryFn: ({ signal }) => get<Scan>("/duplicates/scan", {}, signal),
  refetchInterval: (query) => (query.state.data?.state === "idle" ? false : 1000),
});

export const start_scan = () => write<Scan>("POST", "/duplicates/scan", {});

export const dismiss_pair = (object: string, a: string, b: string) =>
  write<{ change: string | null }>("POST", "/duplicates/dismiss", { object, a, b });
