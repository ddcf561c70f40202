import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "./client";
import type { Field, ObjectType } from "./types";

// Every record has these; nobody looks at them as fields.
const of_every_record = new Set(["id", "version", "deleted_at"]);

export const objects_query = queryOptions({
  queryKey: ["objects"],
  queryFn: async () => {
    const { objects } = await get<{ objects: ObjectType[] }>("/objects");
    return objects.map((object) => ({
      ...object,
      fields: object.fields.filter((field) => !of_every_record.has(field.name)),
    }));
  },
  staleTime: 10 * 60_000,
});

// Every object the actor may see. Only below the signed-in frame, which waits for them.
export function use_objects(): ObjectType[] {
  return useQuery(objects_query).data ?? [];
}

export function find_object(objects: ObjectType[], name: string): ObjectType | undefined {
  return objects.find((object) => object.name === name || object.plural === name);
}

// By name or plural.
export function use_object(name: string | undefined): ObjectType | undefined {
  const objects = use_objects();
  return name ? find_object(objects, name) : undefined;
}

export function field_of(object: ObjectType | undefined, name: string): Field | undefined {
  return object?.fields.find((field) => field.name === name);
}

// The references whose titles shall come along; the server expands twenty at most.
export const expand_of = (fields: Field[]): string =>
  fields
    .filter((field) => ["reference", "references", "file"].includes(field.kind))
    .slice(0, 20)
    .map((field) => field.name)
    .join(",");

export function title_of(object: ObjectType | undefined, row: Record<string, unknown>): string {
  const title = object ? row[object.title] : undefined;
  if (typeof title === "string" && title.trim()) return title;
  for (const name of ["name", "title", "subject", "label", "email"]) {
    if (typeof row[name] === "string" && row[name]) return row[name];
  }
  const names = [row.first_name, row.last_name].filter((part) => typeof part === "string");
  return names.join(" ");
}
