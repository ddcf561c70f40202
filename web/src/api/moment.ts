import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";

// The moment that the screen looks at stands in the address as `as_of` and goes along from screen
// to screen, to those that know the past.

type Search = Record<string, string | undefined>;

const knows_only_now = new RegExp(
  `^/(${[
    "my-day",
    "imports",
    "sheets",
    "settings",
    "history",
    "duplicates",
    "merge",
    "bin",
    "search",
    "help",
    "sign-in",
    "setup",
    "join",
  ].join("|")})(/|$)`,
);

export const knows_the_past = (path: string): boolean =>
  path !== "/" && !knows_only_now.test(path) && !path.endsWith("/history");

// A middleware of the routes that know the past: links keep the moment, unless they say another
// one or, with an `as_of` of undefined, none.
export function keep_moment({
  search,
  next,
}: {
  search: Search;
  next: (search: Search) => Search;
}): Search {
  const result = next(search);
  if (!("as_of" in result)) return search.as_of ? { ...result, as_of: search.as_of } : result;
  const { as_of, ...others } = result;
  return as_of ? result : others;
}

// For links that are plain addresses.
export function with_moment(address: string): string {
  if (typeof location === "undefined" || address.includes("as_of=")) return address;
  const as_of = new URLSearchParams(location.search).get("as_of");
  const path = address.replace(/\?.*/, "");
  if (!as_of || !knows_the_past(location.pathname) || !knows_the_past(path)) return address;
  return `${address}${address.includes("?") ? "&" : "?"}as_of=${as_of}`;
}

// The moment by which things are overdue or old: the one on screen, or now.
export function shown_now(): Date {
  if (typeof location === "undefined" || !location.search.includes("as_of=")) return new Date();
  const as_of = new URLSearchParams(location.search).get("as_of") ?? "";
  const moment = new Date(as_of);
  const counts = knows_the_past(location.pathname) && !Number.isNaN(moment.getTime());
  return counts ? moment : new Date();
}

export type ChangesAbout = { object: string; record?: string };
export type ChangeDays = { first: string; zone: string; days: { day: string; count: number }[] };
export type LastChange = { at: string; change: string; actor_name: string; label: string };
export type ChangeSteps = {
  last: LastChange | null;
  previous: string | null;
  next: string | null;
};

export const change_days_query = (about: ChangesAbout) =>
  queryOptions({
    queryKey: ["change_days", about],
    queryFn: ({ signal }) => get<ChangeDays>("/changes/days", about, signal),
    staleTime: 5 * 60_000,
  });

export const change_steps_query = (about: ChangesAbout, at: string) =>
  queryOptions({
    queryKey: ["change_steps", about, at],
    queryFn: ({ signal }) => get<ChangeSteps>("/changes/steps", { ...about, at }, signal),
    staleTime: 60_000,
  });
