import type { SheetCell, SheetRow } from "./types";

// What a person takes of a sheet: everything that changed there, unless said otherwise; where both
// changed, what is here stays unless the sheet's is chosen.

export type Choice = {
  left: ReadonlySet<string>;
  from_sheet: ReadonlySet<string>;
  create: boolean;
};

export const everything: Choice = { left: new Set(), from_sheet: new Set(), create: true };

export const key_of = (row: SheetRow, cell: SheetCell) => `${row.line}:${cell.column}`;

function toggled(set: ReadonlySet<string>, key: string, wanted: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (wanted) next.add(key);
  else next.delete(key);
  return next;
}

export const with_left = (choice: Choice, key: string, is_left: boolean): Choice => ({
  ...choice,
  left: toggled(choice.left, key, is_left),
});

export const with_side = (choice: Choice, key: string, takes_sheet: boolean): Choice => ({
  ...choice,
  from_sheet: toggled(choice.from_sheet, key, takes_sheet),
});

function by_line(keys: ReadonlySet<string>): Record<string, string[]> {
  const lines: Record<string, string[]> = {};
  for (const key of keys) {
    const colon = key.indexOf(":");
    const line = key.slice(0, colon);
    lines[line] = [...(lines[line] ?? []), key.slice(colon + 1)];
  }
  return lines;
}

// As the API takes it.
export function body_of(choice: Choice) {
  const conflicts: Record<string, Record<string, "sheet">> = {};
  for (const [line, columns] of Object.entries(by_line(choice.from_sheet))) {
    conflicts[line] = Object.fromEntries(columns.map((column) => [column, "sheet" as const]));
  }
  return { all: true, keep: by_line(choice.left), conflicts, create: choice.create };
}
