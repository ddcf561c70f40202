import type { FieldKind } from "./kind";
import { number } from "./number";

// A number between 0 and 100; it differs from a number only by its sign.
export const percent: FieldKind = { ...number, width: 100 };
