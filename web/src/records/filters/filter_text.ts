import { quoted } from "../../fields/kind";
import { write_search } from "../address";

// Small pieces of the filter language, put together without reading it.

export const is = (field: string, value: string): string => `${field} = ${quoted(value)}`;

// What must all hold; nothing at all is no filter.
export function all_of(...parts: (string | null | undefined | false)[]): string | undefined {
  const given = parts.filter((part): part is string => !!part && part.trim() !== "");
  if (given.length < 2) return given[0];
  return given
    .map((part) => (/\bOR\b/.test(part) && !part.startsWith("(") ? `(${part})` : part))
    .join(" AND ");
}

export const owned_by = (owner: string | null | undefined): string | undefined =>
  owner ? (owner === "me" ? "owner = me" : is("owner", owner)) : undefined;

// The address of the list that shows exactly these rows.
export const rows_address = (
  plural: string,
  query: { filter?: string; as_of?: string; sort?: string },
): string => `/${plural}${write_search(query)}`;
