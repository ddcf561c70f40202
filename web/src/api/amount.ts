import type { Money } from "./types";

// The figure of an amount, for adding up and drawing; what is shown exactly stays text.
export function amount_in(value: unknown): number {
  if (value === null || value === undefined || value === "") return 0;
  const amount = Number(typeof value === "object" ? (value as Money).amount : value);
  return Number.isFinite(amount) ? amount : 0;
}
