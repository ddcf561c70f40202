import { queryOptions, useQuery } from "@tanstack/react-query";
import { t } from "../i18n";
import { get } from "./client";
import type { Field, KindFacts, ObjectType } from "./types";
import { viewed_as } from "./view_as";

// Every record has these. Nobody looks at the first three as fields; the others are fields like any
// other, though descriptions need not name them.
const never_shown = new Set(["id", "version", "deleted_at"]);

type Unnamed = Omit<Field, "name" | "label">;
const shared = { read_only: true, sorts: true, groups: true };
const moment: Unnamed = { kind: "instant", worth: "instant", figures: ["min", "max"], ...shared };
const person: Unnamed = { kind: "reference", worth: "record", target: "user", ...shared };

function with_system_fields(described: Field[]): Field[] {
  const system: Field[] = [
    { name: "created_at", label: t("created_at"), ...moment },
    { name: "created_by", label: t("created_by"), ...person },
    { name: "updated_at", label: t("updated_at"), ...moment },
    { name: "updated_by", label: t("updated_by"), ...person },
  ];
  const named = new Set(described.map((field) => field.name));
  return [
    ...described.filter((field) => !never_shown.has(field.name)),
    ...system.filter((field) => !named.has(field.name)),
  ];
}

const nothing = { create: false, update: false, delete: false };

type Described = { objects: ObjectType[]; kinds: KindFacts[] };

export const described_query = queryOptions({
  queryKey: ["objects"],
  queryFn: async (): Promise<Described> => {
    const { objects, kinds } = await get<Described>("/objects");
    const seen = objects.map((object) => ({
      ...object,
      fields: with_system_fields(object.fields),
      // Who looks as somebody else changes nothing, so nothing offers to.
      can: viewed_as() ? { ...object.can, ...nothing } : object.can,
    }));
    return { objects: seen, kinds };
  },
  staleTime: 10 * 60_000,
});
const objects_in = ({ objects }: Described) => objects;
const kinds_in = ({ kinds }: Described) => kinds;
export const objects_query = queryOptions({ ...described_query, select: objects_in });

// The field kinds that there are.
export function use_kinds(): KindFacts[] {
  return useQuery({ ...described_query, select: kinds_in }).data ?? [];
}

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

// What a list has to name beside everything else, because it is worked out from other records.
export function fields_of_list(fields: Field[]): string | undefined {
  const named = fields.filter((field) => field.derivation?.reads_others).map(({ name }) => name);
  return named.length > 0 ? ["*", ...named].join(",") : undefined;
}

// The objects of which something is worked out from records of these.
export function derived_from(objects: ObjectType[], names: ReadonlySet<string>): ObjectType[] {
  return objects.filter((object) =>
    object.fields.some((field) => field.derivation?.reads.some((name) => names.has(name))),
  );
}

// Links to records, one or many, have a target, which is nothing where it may be any.
export const refers = (field: Field): boolean => field.target !== undefined;

// The references whose titles shall come along; the server expands twenty at most.
export const expand_of = (fields: Field[]): string =>
  fields
    .filter(refers)
    .slice(0, 20)
    .map((field) => field.name)
    .join(",");

export function title_of(object: ObjectType | undefined, row: Record<string, unknown>): string {
  const value = object ? row[object.title] : undefined;
  const choices = object && field_of(object, object.title)?.choices;
  const title = choices?.find((choice) => choice.key === value)?.label ?? value;
  if (typeof title === "string" && title.trim()) return title;
  for (const name of ["name", "title", "subject", "label", "email"]) {
    if (typeof row[name] === "string" && row[name]) return row[name];
  }
  const names = [row.first_name, row.last_name].filter((part) => typeof part === "string");
  return names.join(" ");
}
