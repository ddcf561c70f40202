import type { Row } from "../../../api/types";

// The order of stages, and the key that a new one gets.

export const by_position = (rows: Row[]): Row[] =>
  rows.toSorted((one, other) => Number(one.position ?? 0) - Number(other.position ?? 0));

// Only the stages whose place changed are written.
export function moved(rows: Row[], from: number, to: number): { row: Row; position: number }[] {
  const next = [...rows];
  const [taken] = next.splice(from, 1);
  if (!taken) return [];
  next.splice(to, 0, taken);
  return next
    .map((row, place) => ({ row, position: place + 1 }))
    .filter(({ row, position }) => Number(row.position ?? Number.NaN) !== position);
}

// "Angebot & Preis" becomes "angebot_preis", unlike any key that is there.
export function key_of_name(name: string, taken: string[]): string {
  const plain =
    name
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .replaceAll("ß", "ss")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "") || "stage";
  if (!taken.includes(plain)) return plain;
  let count = 2;
  while (taken.includes(`${plain}_${count}`)) count += 1;
  return `${plain}_${count}`;
}
