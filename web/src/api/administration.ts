import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get, write } from "./client";

// How the program fares, for administrators (src/api/administration_routes.cpp).

export type Chore = {
  name: string;
  label: string;
  on: "one_server" | "each_server";
  // 0: only when something happens.
  every_s: number;
  is_running: boolean;
  ran_at: string | null;
  took_us: number;
  // In a row.
  failures: number;
  // Of the last failure, also when it has worked since.
  error: string | null;
  failed_at: string | null;
};

// What follows a change and failed for good.
export type SetAside = {
  id: string;
  behaviour: string;
  object: string;
  record: string;
  change: string;
  attempts: number;
  last_at: string;
  error: string;
};

export type Queue = {
  waiting: number;
  set_aside: number;
  // Since when the longest waiting could have been done.
  oldest: string | null;
  entries: SetAside[];
  next: string | null;
};

export type LongWork = {
  id: string;
  kind: string;
  state: "waiting" | "running" | "done" | "failed";
  actor_name: string;
  done: number;
  total: number;
  attempts: number;
  at: string;
  seen_at: string | null;
  next_try_at: string | null;
  error: string | null;
  may_retry: boolean;
};

export type TableSize = {
  name: string;
  bytes: number;
  rows: number;
  grown_week: number;
  grown_month: number;
};

export type Storage = {
  bytes: number;
  // Of the last sample; nothing before the first.
  day: string | null;
  tables: TableSize[];
  days: { day: string; bytes: number }[];
};

export type RouteTime = { route: string; count: number; p50_us: number; p95_us: number };

export type SlowStatement = {
  sql: string;
  count: number;
  total_us: number;
  worst_us: number;
  last_at: string;
};

export type Backup = { at: string; file: string; bytes: number; is_well: boolean };

// The keys that passwords of other systems are sealed under.
export type Secrets = {
  keys: number;
  under_old_key: number;
  // Secrets that no key opens any more.
  closed: number;
  // Why nothing is known of them.
  error: string | null;
};

export type ServerFacts = {
  id: string;
  host: string;
  pid: number;
  version: string;
  started_at: string;
  seen_at: string;
  is_this: boolean;
};

export type Administration = {
  version: string;
  database: "sqlite" | "postgresql";
  servers: ServerFacts[];
  chores: Chore[];
  queue: Queue;
  work: LongWork[];
  storage: Storage;
  routes: RouteTime[];
  slow: SlowStatement[];
  backup: Backup | null;
  secrets: Secrets;
};

const root = "/administration";
const look_again_ms = 5000;

// Below "changes": what somebody changes makes work, so each event makes this stale as well.
const key = (what: string) => ["changes", "administration", what];

export const administration_query = queryOptions({
  queryKey: key("overview"),
  queryFn: ({ signal }) => get<Administration>(root, {}, signal),
  staleTime: 0,
  refetchInterval: look_again_ms,
});

// All that was set aside, for when there is more than the overview has.
export const set_aside_query = infiniteQueryOptions({
  queryKey: key("set_aside"),
  queryFn: ({ pageParam, signal }) =>
    get<Queue>(`${root}/queue`, { after: pageParam, limit: 200 }, signal),
  initialPageParam: "",
  getNextPageParam: (page) => page.next ?? undefined,
  staleTime: 0,
  refetchInterval: look_again_ms,
});

export const run_chore = (name: string) => write("POST", `${root}/chores/${name}/run`);
export const retry_set_aside = (id: string) => write("POST", `${root}/queue/${id}/retry`);
export const discard_set_aside = (id: string) => write("DELETE", `${root}/queue/${id}`);
export const exchange_secrets_key = () => write("POST", `${root}/secrets/exchange-key`);
export const retry_long_work = (id: string) => write("POST", `${root}/work/${id}/retry`);
