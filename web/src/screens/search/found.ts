import type { Field, ObjectType, SearchResult } from "../../api/types";
import { by_rank } from "../../records/place";

// Together what is of one kind, the kind with the best answer first, each in the order it came.
export function grouped_by_object(found: SearchResult[]): SearchResult[] {
  const groups = new Map<string, SearchResult[]>();
  for (const result of found) {
    const group = groups.get(result.object);
    if (group) group.push(result);
    else groups.set(result.object, [result]);
  }
  return [...groups.values()].flat();
}

const most_offered = 4;

// What could be created by the name that was typed, the likeliest first: people are sought most.
export function to_create(objects: ObjectType[]): ObjectType[] {
  const offered = by_rank(objects.filter((object) => object.place.rank && object.can.create));
  const is_person = (object: ObjectType) => object.place.face === "person";
  return [...offered.filter(is_person), ...offered.filter((one) => !is_person(one))].slice(
    0,
    most_offered,
  );
}

// The words typed as the first values of a new record: an address, a number, a person's names, a
// title.
export function values_from_words(object: ObjectType, typed: string): Record<string, unknown> {
  const words = typed.trim().replace(/\s+/g, " ");
  const field_for = (sense: Field["sense"]) =>
    object.fields.find((field) => field.sense === sense && field.many)?.name;
  const emails = field_for("email");
  if (emails && /^\S+@\S+\.\S+$/.test(words)) return { [emails]: [{ value: words, label: null }] };
  const phones = field_for("phone");
  if (phones && /^[+\d][\d\s()/.-]{4,}$/.test(words))
    return { [phones]: [{ value: words, label: null }] };
  const has = (name: string) => object.fields.some((field) => field.name === name);
  if (!has("first_name") || !has("last_name")) return { [object.title]: words };
  const parts = words.split(" ");
  const last = parts.pop() ?? "";
  return parts.length ? { first_name: parts.join(" "), last_name: last } : { last_name: last };
}
