import { write } from "../../../api/client";
import { described_query } from "../../../api/objects";
import { query_client } from "../../../api/query_client";
import type { Choice, Field, Kind, ObjectType } from "../../../api/types";
import { announce_change } from "../../../records/saving/undo";
import { w } from "../../../words/shape";

// What is said of a field while it is being added or changed.
export type FieldDraft = {
  name?: string;
  label: string;
  kind: Kind;
  help?: string;
  target?: string;
  choices?: Choice[];
  default?: string;
  decimals?: number | null;
  max_length?: number | null;
  least?: number | null;
  most?: number | null;
  required?: boolean;
  unique?: boolean;
  indexed?: boolean;
  searched?: boolean;
  personal?: boolean;
  hidden?: boolean;
  // Where it is worked out.
  formula?: string;
  lookup?: string;
  roll_up?: RollUp;
};
export type RollUp = {
  figure: string;
  object: string;
  by: string;
  of?: string;
  filter?: string;
  below?: boolean;
};

const as_choices = (text: string): Choice[] =>
  text.split(", ").map((label) => ({ key: "", label }));

// Frequent wishes, filled in; what they are called can be changed before they are kept.
export const templates = (): FieldDraft[] => [
  {
    label: w("template_priority"),
    kind: "choice",
    choices: as_choices(w("template_priority_choices")),
    indexed: true,
  },
  {
    label: w("template_category"),
    kind: "choice",
    choices: as_choices(w("template_category_choices")),
    indexed: true,
  },
  { label: w("template_budget"), kind: "money" },
  { label: w("template_score"), kind: "number", decimals: 0, least: 0, most: 100 },
  { label: w("template_number"), kind: "text", indexed: true, searched: true },
  { label: w("template_person"), kind: "reference", target: "user" },
  { label: w("template_birthday"), kind: "date", personal: true },
  { label: w("template_website"), kind: "web" },
  { label: w("template_note"), kind: "long_text", searched: true },
];

export const draft_of = (field: Field): FieldDraft => ({
  name: field.name,
  label: field.label,
  kind: field.kind,
  help: field.help ?? "",
  target: field.target ?? undefined,
  choices: field.choices,
  default: typeof field.default === "string" ? field.default : undefined,
  decimals: field.decimals,
  max_length: field.max_length,
  least: field.least,
  most: field.most,
  required: field.required,
  unique: field.unique,
  indexed: field.indexed,
  searched: field.searched,
  personal: field.personal,
  hidden: field.hidden,
  ...derivation_of(field),
});

function derivation_of({ derivation }: Field): Partial<FieldDraft> {
  if (derivation?.formula) return { formula: derivation.formula };
  if (derivation?.lookup) return { lookup: derivation.lookup };
  if (!derivation?.roll_up) return {};
  const { roll_up: figure, object = "", by = "", of, filter, below } = derivation;
  const named = { of: of ?? undefined, filter: filter ?? undefined, below: below || undefined };
  return { roll_up: { figure, object, by, ...named } };
}

// What differs, as the API wants it; everything of a new one that says something.
export function said_of(draft: FieldDraft, before: FieldDraft | null): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(draft)) {
    if (name === "name") continue;
    const old = before ? before[name as keyof FieldDraft] : undefined;
    const is_nothing = value === undefined || value === "" || value === null || value === false;
    if (before ? JSON.stringify(value ?? null) !== JSON.stringify(old ?? null) : !is_nothing)
      said[name] = value === undefined || value === "" ? null : value;
  }
  if (said.choices) said.choices = draft.choices?.filter((one) => one.label.trim());
  return said;
}

export function field_for_preview(draft: FieldDraft): Field {
  return {
    name: "preview",
    label: draft.label || "…",
    kind: draft.kind,
    help: draft.help,
    required: draft.required,
    target: draft.target,
    decimals: draft.decimals ?? undefined,
    choices: draft.choices?.map((one) => ({ ...one, key: one.key || one.label })),
  };
}

// After a change of what there is: the objects are read again, and what was read of this one.
export async function announce_shape(change: string | null, text: string, plurals: string[] = []) {
  await query_client.invalidateQueries({ queryKey: described_query.queryKey });
  announce_change(change, text, ["custom_objects", "custom_fields", ...plurals]);
}

export const add_object = (said: Record<string, unknown>) =>
  write<ObjectType>("POST", "/objects", said);
export const change_object = (name: string, said: Record<string, unknown>) =>
  write<ObjectType>("PATCH", `/objects/${name}`, said);
export const remove_object = (name: string) => write<unknown>("DELETE", `/objects/${name}`);
export const add_field = (object: string, said: Record<string, unknown>) =>
  write<ObjectType>("POST", `/objects/${object}/fields`, said);
export const change_field = (object: string, name: string, said: Record<string, unknown>) =>
  write<ObjectType>("PATCH", `/objects/${object}/fields/${name}`, said);
export const remove_field = (object: string, name: string) =>
  write<unknown>("DELETE", `/objects/${object}/fields/${name}`);
// From the bin: back, or emptied for good. Without a field it is about the object.
export const from_bin = (step: "restore" | "empty", object: string, field?: string) =>
  write<unknown>("POST", `/objects/${object}${field ? `/fields/${field}` : ""}/${step}`);
