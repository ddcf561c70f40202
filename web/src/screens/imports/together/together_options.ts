import type { ObjectType } from "../../../api/types";
import type { Import, ImportedFile, Said, TogetherOptions } from "../types";

// What the person decided about several files, and how each decision changes it.

export const not_said = "";
export const left_out = "-";

export function together_options_of(one: Import): TogetherOptions {
  const kept = (one.options ?? {}) as Partial<TogetherOptions>;
  return {
    files: kept.files ?? {},
    format: kept.format ?? null,
    people: kept.people ?? "match",
    unknown: "refuse",
    duplicates: kept.duplicates ?? "tell",
    label: kept.label ?? "",
  };
}

// The value of a file's select: an object, "-" for left out, "" for one that nobody knows.
export function choice_of(file: ImportedFile, options: TogetherOptions): string {
  const said = options.files[file.file_name];
  if (said === null || file.left_out) return left_out;
  return said?.object ?? file.object ?? not_said;
}

export function with_choice(options: TogetherOptions, name: string, choice: string) {
  const files = { ...options.files };
  if (choice === left_out) files[name] = null;
  else if (choice === not_said) delete files[name];
  else files[name] = { ...without_columns(files[name]), object: choice };
  return { ...options, files };
}

// Columns that were said for another object mean nothing for this one.
const without_columns = (said: Said | null | undefined): Said =>
  said?.format ? { format: said.format } : {};

export function with_dates(options: TogetherOptions, name: string, date: "dmy" | "mdy") {
  const said = options.files[name] ?? {};
  const files = { ...options.files, [name]: { ...said, format: { ...said.format, date } } };
  return { ...options, files };
}

export const ambiguous_dates = (file: ImportedFile, options: TogetherOptions): string[] =>
  options.files[file.file_name]?.format?.date ? [] : (file.format?.ambiguous_dates ?? []);

// Why it cannot start yet.
export const is_open = (one: Import, options: TogetherOptions): boolean =>
  one.files.some(
    (file) =>
      (choice_of(file, options) !== left_out && !!file.error) ||
      ambiguous_dates(file, options).length > 0,
  );

// New rows that are likely to be there already, in all files.
export const likely_there = (one: Import): number =>
  one.files.reduce((sum, file) => sum + (file.duplicates?.count ?? 0), 0);

// Whether somebody owns something and is not here.
export const knows_strangers = (one: Import, objects: ObjectType[]): boolean =>
  one.files.some(
    (file) =>
      (file.people?.missing.length ?? 0) > 0 ||
      file.missing.some((text) => is_of_people(text.field, file.object, objects)),
  );

function is_of_people(field: string, object: string | null, objects: ObjectType[]): boolean {
  const found = objects.find((one) => one.name === object);
  return found?.fields.find((one) => one.name === field)?.target === "user";
}
