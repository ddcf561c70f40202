import type { Row } from "../../../api/types";

// Of each currency the rate that counts on a day, and the one that follows.

export type Rate = { code: string; now: Row | null; next: Row | null };

const day_of = (row: Row): string => String(row.rate_on ?? "");

export function rates_on(rows: Row[], today: string): Rate[] {
  const codes = [...new Set(rows.map((row) => String(row.code)))].sort();
  return codes.map((code) => {
    const own = rows
      .filter((row) => row.code === code)
      .sort((one, other) => day_of(one).localeCompare(day_of(other)));
    return {
      code,
      now: own.filter((row) => day_of(row) <= today).at(-1) ?? null,
      next: own.find((row) => day_of(row) > today) ?? null,
    };
  });
}
