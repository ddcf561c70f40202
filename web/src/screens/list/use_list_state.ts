import { useMemo } from "react";
import { field_of } from "../../api/objects";
import type { Field, ObjectType } from "../../api/types";
import { use_address } from "../../records/address";
import { use_preference } from "../../records/preferences";

// What the list shows, from the address; columns that the address does not name are the person's
// own, or those of the object.

export function use_list_state(object: ObjectType) {
  const { search, change } = use_address();
  const [own_columns, remember_columns] = use_preference<string[] | null>(
    `columns_${object.plural}`,
    null,
  );
  // The same columns on every render, so that a row is drawn anew only when it changes.
  const shown = useMemo(() => {
    const named = search.columns ? search.columns.split(",") : (own_columns ?? object.list);
    const columns = named
      .map((name) => field_of(object, name))
      .filter((field): field is Field => !!field);
    return columns.length > 0 ? columns : object.fields.slice(0, 5);
  }, [object, search.columns, own_columns]);
  return {
    filter: search.filter ?? "",
    sort: search.sort ?? "",
    as_of: search.as_of,
    columns: shown,
    set_filter: (filter: string) => change({ filter }),
    set_sort: (sort: string) => change({ sort }, { replace: true }),
    set_as_of: (as_of: string | null) => change({ as_of }),
    set_columns: (names: string[]) => {
      change({ columns: names.join(",") }, { replace: true });
      remember_columns(names);
    },
  };
}

export type ListState = ReturnType<typeof use_list_state>;

// A click on a head: up, down, and back to the order of the list.
export function next_sort(sort: string, name: string): string {
  if (sort === name) return `-${name}`;
  if (sort === `-${name}`) return "";
  return name;
}
