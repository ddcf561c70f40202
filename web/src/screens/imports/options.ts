import type { Field, ObjectType } from "../../api/types";
import type { Import, Missing, Options, Suggestion } from "./types";

// What the person decided about a file, and how each decision changes it.

const never_written = new Set(["created_at", "updated_at", "created_by", "updated_by"]);

export const importable = (object: ObjectType | undefined): Field[] =>
  (object?.fields ?? []).filter((field) => !field.read_only && !never_written.has(field.name));

// From what the server read and guessed; a guess is taken, and shown as one.
export function options_of(one: Import, object: ObjectType | undefined): Options {
  const kept = (one.options ?? {}) as Partial<Options>;
  const map: Options["map"] = {};
  const taken = new Set<string>();
  const take = (header: string, field: string | null | undefined) => {
    if (!field || map[header] || (taken.has(field) && !takes_several(object, field))) return;
    map[header] = field;
    taken.add(field);
  };
  for (const header of one.headers) take(header, kept.map?.[header] ?? one.map[header]);
  for (const header of one.headers) {
    if (kept.map && header in kept.map) continue;
    take(header, one.guesses[header]);
  }
  for (const header of one.headers) map[header] ??= null;
  const preset = one.preset?.object === object?.name ? one.preset : null;
  const mapped = new Set(mapped_fields(map));
  const own = preset?.match.filter((name) => mapped.has(name)) ?? [];
  const match = kept.match?.length ? kept.match : own.length ? own : usual_match(map, object);
  const { encoding, delimiter, decimal, date } = { ...one.format, ...kept.format };
  return {
    map,
    match,
    create: kept.create?.length
      ? kept.create
      : (preset?.create.filter((name) => mapped.has(name)) ?? []),
    same: kept.same ?? {},
    set: Object.keys(kept.set ?? {}).length ? (kept.set ?? {}) : filled_by(preset?.fill),
    format: { encoding, delimiter, decimal, date },
    create_only: kept.create_only ?? false,
    duplicates: kept.duplicates,
  };
}

// E-mails and phones are filled from as many columns as there are.
function takes_several(object: ObjectType | undefined, target: string): boolean {
  const name = target.split(":")[0];
  return !!object?.fields.find((field) => field.name === name)?.labelled;
}

// The fields that columns go to, the parts of fields among them: `address.city`, `phones:mobile`.
export function targets(object: ObjectType, options: Options, one: Import) {
  const plain = importable(object).map((field) => ({ value: field.name, label: field.label }));
  const named = [...Object.values(options.map), ...Object.values(one.guesses)];
  const parts = [...new Set(named)].filter((name): name is string => !!name && /[.:]/.test(name));
  return [
    ...plain,
    ...parts.map((value) => {
      const [name = "", part = ""] = value.split(/[.:]/);
      const label = plain.find((field) => field.value === name)?.label ?? name;
      return { value, label: `${label}: ${part.replaceAll("_", " ")}` };
    }),
  ];
}

const mapped_fields = (map: Options["map"]) =>
  Object.values(map).filter((field): field is string => !!field);

// What a program's export does not have and every row needs: "pipeline=Salesforce".
function filled_by(fill = ""): Record<string, string> {
  const [field, value] = fill.split("=");
  return field && value ? { [field]: value } : {};
}

// A row is about the record with the same key: an outside number before anything else that is
// unique, then what records are called.
export function usual_match(map: Options["map"], object: ObjectType | undefined): string[] {
  const mapped = new Set(mapped_fields(map));
  const fields = importable(object).filter((field) => mapped.has(field.name));
  const found =
    fields.find((field) => field.name === "external_id") ??
    fields.find((field) => field.unique) ??
    fields.find((field) => field.name === object?.title);
  return found ? [found.name] : [];
}

export function with_mapping(
  options: Options,
  header: string,
  field: string | null,
  object: ObjectType | undefined,
): Options {
  const map = { ...options.map };
  // A field is filled from one column; the column that had it gives it up.
  for (const other of Object.keys(map))
    if (field && map[other] === field && !takes_several(object, field)) map[other] = null;
  map[header] = field;
  const mapped = new Set(mapped_fields(map));
  const match = options.match.filter((name) => mapped.has(name));
  return { ...options, map, match: match.length > 0 ? match : usual_match(map, object) };
}

export const with_same = (options: Options, taken: Suggestion): Options => ({
  ...options,
  same: {
    ...options.same,
    [taken.field]: { ...options.same[taken.field], [taken.text]: taken.nearest },
  },
});

export function without_same(options: Options, field: string, text: string): Options {
  const { [text]: _, ...rest } = options.same[field] ?? {};
  const { [field]: __, ...others } = options.same;
  return { ...options, same: Object.keys(rest).length ? { ...others, [field]: rest } : others };
}

export function with_create(options: Options, field: string, wanted: boolean): Options {
  const others = options.create.filter((name) => name !== field);
  return { ...options, create: wanted ? [...others, field] : others };
}

export function with_set(options: Options, field: string, text: string | null): Options {
  const { [field]: _, ...others } = options.set;
  return { ...options, set: text === null ? others : { ...others, [field]: text } };
}

export const unmapped_headers = (options: Options): string[] =>
  Object.keys(options.map).filter((header) => !options.map[header]);

// Missing values by field, the most frequent first.
export type MissingField = { field: string; creatable: boolean; texts: Missing[]; rows: number };

export function missing_by_field(missing: Missing[]): MissingField[] {
  const fields = new Map<string, MissingField>();
  for (const one of missing) {
    const known = fields.get(one.field);
    if (known) {
      known.texts.push(one);
      known.rows += one.rows;
      known.creatable &&= one.creatable;
    } else fields.set(one.field, { ...one, texts: [one] });
  }
  for (const one of fields.values()) one.texts.sort((a, b) => b.rows - a.rows);
  return [...fields.values()].sort((a, b) => b.rows - a.rows);
}

// Whether dates or decimals wait for an answer before rows can be read.
export function open_questions(one: Import, options: Options): ("date" | "decimal")[] {
  const open: ("date" | "decimal")[] = [];
  if (one.format.ambiguous_dates?.length && !options.format.date) open.push("date");
  if (one.format.ambiguous_decimals?.length && !options.format.decimal) open.push("decimal");
  return open;
}

// "sales_pipeline.csv" is about deals, "contacts-2026.csv" about contacts.
const other_names: Record<string, string[]> = {
  deal: ["pipeline", "opportunit", "verkaufschance"],
  account: ["compan", "organi", "firma", "firmen", "kunden"],
  contact: ["people", "person", "kontakt"],
  user: ["sales_team", "agent", "mitarbeiter"],
  product: ["produkt", "artikel"],
  activity: ["task", "aktivit"],
};

export function object_of_file(name: string, objects: ObjectType[]): string | null {
  const plain = name.toLowerCase();
  if (plain.endsWith(".vcf")) return objects.find((one) => one.name === "contact")?.name ?? null;
  const direct = objects.find((one) => plain.includes(one.plural) || plain.includes(one.name));
  if (direct) return direct.name;
  const known = objects.find((one) => other_names[one.name]?.some((word) => plain.includes(word)));
  return known?.name ?? null;
}
