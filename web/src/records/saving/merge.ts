import type { InfiniteData, QueryKey } from "@tanstack/react-query";
import type { Page, Row } from "../../api/types";

// Puts changed values into whatever is cached about one record, without asking the server.

export function merge_row(row: Row, changes: Record<string, unknown>): Row {
  const merged = { ...row, ...changes };
  if (!changes.expanded && row.expanded) {
    // A title that came for another id must not stand beside the new one.
    const expanded = { ...row.expanded };
    for (const name of Object.keys(changes)) {
      const known = expanded[name];
      const id = known && !Array.isArray(known) ? known.id : null;
      if (name in expanded && id !== changes[name]) delete expanded[name];
    }
    merged.expanded = expanded;
  }
  return merged as Row;
}

type Cached = Row | Page | InfiniteData<Page> | undefined;

export function merge_into(key: QueryKey, data: Cached, id: string, changes: object): Cached {
  if (!data) return data;
  const merge = (row: Row) =>
    row.id === id ? merge_row(row, changes as Record<string, unknown>) : row;
  if (key[1] === "record" && "id" in data) return merge(data);
  if (key[1] === "page" && "records" in data) {
    return { ...data, records: (data as Page).records.map(merge) };
  }
  if (key[1] === "list" && "pages" in data) {
    const { pages, pageParams } = data as InfiniteData<Page>;
    return {
      pageParams,
      pages: pages.map((page) => ({ ...page, records: page.records.map(merge) })),
    };
  }
  return data;
}

// Equal as values, whatever the order of their members.
export function same_value(one: unknown, other: unknown): boolean {
  if ((one ?? null) === (other ?? null)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const read = (value: object, name: string) => (value as Record<string, unknown>)[name];
  return [...names].every((name) => same_value(read(one, name), read(other, name)));
}
