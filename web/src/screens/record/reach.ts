import type { Row } from "../../api/types";
import { labelled_in } from "../../fields/emails";

// The ways to reach a person, and which of them he prefers.

export type Way = "mail" | "call" | "schedule";

const way_of_channel: Record<string, Way> = { mail: "mail", phone: "call", visit: "schedule" };

export const addresses_of = (row: Row): string[] =>
  [row.emails ?? row.email].flatMap((value) => labelled_in(value)).map((one) => one.value);

export const numbers_of = (row: Row): string[] =>
  [row.phones ?? row.phone].flatMap((value) => labelled_in(value)).map((one) => one.value);

// Undefined where there is no wish, or one that no button serves (a letter).
export const preferred_way = (row: Row): Way | undefined =>
  way_of_channel[String(row.preferred_channel ?? "")];

// Somebody has said how he wants to be reached, and this is another way.
export const is_against_wish = (row: Row, way: Way): boolean =>
  !!row.preferred_channel && way !== "schedule" && preferred_way(row) !== way;

// A number as a telephone dials it: without spaces, and without the zero in brackets, which is not
// dialled from abroad.
export const dialled = (number: string): string =>
  number.replace(/\(0\)/, number.trim().startsWith("+") ? "" : "0").replace(/[^\d+*#]/g, "");
