import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

// What is on screen is in the address: filter, sort, columns, as_of, the open panel. All are texts.

export type Search = Record<string, string | undefined>;

export const parse_search = (text: string): Search => {
  const search: Search = {};
  for (const [name, value] of new URLSearchParams(text)) search[name] = value;
  return search;
};

export const write_search = (search: Record<string, unknown>): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  // Readable addresses: these need no escape in a query and are in every filter.
  const text = params
    .toString()
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":")
    .replaceAll("%2F", "/");
  return text ? `?${text}` : "";
};

export type Address = {
  search: Search;
  // Null or undefined takes a name out of the address.
  change: (
    changes: Record<string, string | null | undefined>,
    options?: { replace?: boolean },
  ) => void;
};

export function use_address(): Address {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback<Address["change"]>(
    (changes, options) => {
      void navigate({
        to: ".",
        search: ((old: Search) => cleaned({ ...old, ...changes })) as never,
        replace: options?.replace,
      });
    },
    [navigate],
  );
  return { search, change };
}

function cleaned(search: Record<string, string | null | undefined>): Search {
  const kept: Search = {};
  for (const [name, value] of Object.entries(search)) if (value) kept[name] = value;
  // Links keep the moment unless they say that there is none: see api/moment.ts.
  if ("as_of" in search && !search.as_of) kept.as_of = undefined;
  return kept;
}

// The record open at the side: "deals/0198…".
export function use_panel() {
  const { search, change } = use_address();
  const [plural, id] = (search.panel ?? "").split("/");
  return {
    open: plural && id ? { plural, id } : null,
    show: (in_plural: string, with_id: string, replace = false) =>
      change({ panel: `${in_plural}/${with_id}` }, { replace }),
    close: () => change({ panel: null }),
  };
}
