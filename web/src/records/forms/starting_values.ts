import type { Field, ObjectType } from "../../api/types";
import { is_empty } from "../../fields/kind";
import { kind_of } from "../../fields/kinds";

// What a form begins with.

export const may_write = (field: Field) => !field.read_only && !field.hidden;

// A default is written as text, some with words for a value that moves: me, today.
export function starting_value(field: Field, me: string): unknown {
  const { default: text } = field;
  if (!may_write(field) || typeof text !== "string") return text;
  const { from_default } = kind_of(field);
  return from_default ? from_default(text, me) : text;
}

export function starting_values(object: ObjectType, given: Record<string, unknown>, me: string) {
  const values: Record<string, unknown> = {};
  for (const field of object.fields) {
    const value = starting_value(field, me);
    if (!is_empty(value)) values[field.name] = value;
  }
  return { ...values, ...given };
}

// The inputs of an action: each is there, if with nothing.
export const starting_input = (input: Field[], me: string): Record<string, unknown> =>
  Object.fromEntries(input.map((field) => [field.name, starting_value(field, me) ?? null]));
