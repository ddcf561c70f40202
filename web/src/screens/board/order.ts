import type { InfiniteData } from "@tanstack/react-query";
import { amount_in } from "../../api/amount";
import type { ObjectType, Page, Row } from "../../api/types";

// The order of the cards in a column, and where a card that arrives belongs.

export type SortName = "next" | "amount" | "age" | "close" | "name" | "changed";

const fields: Record<SortName, (object: ObjectType) => string | null> = {
  next: (object) => known(object, "next_activity_at"),
  amount: (object) => (object.board?.sum ? `-${object.board.sum}` : null),
  age: (object) => known(object, "stage_since"),
  close: (object) => known(object, "expected_close") ?? known(object, "due_at"),
  name: (object) => object.title,
  changed: () => "-updated_at",
};

const known = (object: ObjectType, name: string) =>
  object.fields.some((field) => field.name === name) ? name : null;

export function sorts_of(object: ObjectType): SortName[] {
  return (Object.keys(fields) as SortName[]).filter((name) => fields[name](object));
}

export function sort_of(object: ObjectType, wanted: string | undefined): [SortName, string] {
  const all = sorts_of(object);
  const name = all.find((one) => one === wanted) ?? all[0]!;
  return [name, fields[name](object)!];
}

// Less than zero: one comes first. Empty values come last, whichever way the order runs.
export function compare_by(sort: string): (one: Row, other: Row) => number {
  const down = sort.startsWith("-");
  const name = down ? sort.slice(1) : sort;
  return (one, other) => {
    const a = key_of(one[name]);
    const b = key_of(other[name]);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order = a < b ? -1 : a > b ? 1 : 0;
    return down ? -order : order;
  };
}

function key_of(value: unknown): string | number | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "object") return amount_in(value);
  return typeof value === "string" ? value.toLowerCase() : Number(value);
}

type Pages = InfiniteData<Page>;

// Puts the card where its order says, if that is among what is loaded; after the end of what is
// loaded it will come with its page.
export function with_card(pages: Pages | undefined, row: Row, sort: string): Pages | undefined {
  if (!pages) return pages;
  const compare = compare_by(sort);
  let placed = false;
  const next = pages.pages.map((page, number) => {
    const records = page.records.filter((one) => one.id !== row.id);
    if (placed) return { ...page, records };
    const place = records.findIndex((one) => compare(row, one) <= 0);
    const last = number === pages.pages.length - 1;
    if (place < 0 && !(last && !page.next)) return { ...page, records };
    placed = true;
    const at = place < 0 ? records.length : place;
    return { ...page, records: [...records.slice(0, at), row, ...records.slice(at)] };
  });
  return { ...pages, pages: next };
}
