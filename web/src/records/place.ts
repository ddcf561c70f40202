import type { ObjectType } from "../api/types";

// Some objects are the work itself; others serve it, and would be in the way where people look for
// their work. Their descriptions say which.

export const is_work = (object: ObjectType): boolean =>
  !!object.custom || (!!object.group && !object.setting && object.group !== "settings");

// What a command goes to or creates.
export const has_commands = (object: ObjectType): boolean =>
  is_work(object) || object.place.commands;

const rank = (object: ObjectType) => object.place.rank || Number.MAX_SAFE_INTEGER;

// What is used most comes first, the others as they came.
export const by_rank = (objects: ObjectType[]): ObjectType[] =>
  objects.toSorted((one, other) => rank(one) - rank(other));

// What the search is asked for when it is asked for everything.
export const sought_names = (objects: ObjectType[]): string =>
  objects
    .filter((object) => object.place.sought)
    .map((object) => object.name)
    .join(",");
