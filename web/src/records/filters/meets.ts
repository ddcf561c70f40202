import type { Money, Row } from "../../api/types";
import { type Clause, parse_filter, value_of } from "./filter_clauses";

// Does a record meet a condition, as far as the screen can tell? For showing and hiding parts of a
// form only: the server decides what is right. What cannot be told here counts as met, so that
// nothing is hidden by mistake.

export function meets(condition: string | null | undefined, row: Row | Record<string, unknown>) {
  if (!condition) return true;
  const clauses = parse_filter(condition);
  return clauses ? clauses.every((clause) => meets_clause(clause, row)) : true;
}

const is_filled = (value: unknown) =>
  value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);

// An amount is compared as it is written, as filters do.
const plain = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "amount" in value
    ? Number((value as Money).amount)
    : value;

function meets_clause(clause: Clause, row: Record<string, unknown>): boolean {
  const { field, operator, literals } = clause;
  if (operator === "words" || field.includes(".") || !(field in row)) return true;
  const value = plain(row[field]);
  if (operator === "filled") return is_filled(value);
  if (operator === "empty") return !is_filled(value);
  const wanted = literals.map(value_of);
  switch (operator) {
    case "is":
      return wanted.some((one) => is_equal(value, one));
    case "is_not":
      return !wanted.some((one) => is_equal(value, one));
    case "has":
      return wanted.some((one) => has(value, one));
    case "has_not":
      return !wanted.some((one) => has(value, one));
    default:
      return is_filled(value) && compare(operator, value, wanted[0]);
  }
}

const is_equal = (value: unknown, wanted: unknown) =>
  typeof value === "string" && typeof wanted === "string"
    ? value.toLowerCase() === wanted.toLowerCase()
    : (value ?? null) === wanted || (wanted === false && !is_filled(value));

const has = (value: unknown, wanted: unknown): boolean => {
  const texts = (Array.isArray(value) ? value : [value]).map((one) =>
    String(
      typeof one === "object" && one !== null && "value" in one ? one.value : (one ?? ""),
    ).toLowerCase(),
  );
  return texts.some((text) => text.includes(String(wanted).toLowerCase()));
};

function compare(operator: Clause["operator"], value: unknown, wanted: unknown): boolean {
  if (typeof value !== typeof wanted) return true; // today, a period: the server knows
  if (/^(today|now|yesterday|tomorrow|this_|last_|next_)/.test(String(wanted))) return true;
  const [a, b] = [value as number | string, wanted as number | string];
  if (operator === "more") return a > b;
  if (operator === "at_least") return a >= b;
  if (operator === "less") return a < b;
  return a <= b;
}
