import type { ObjectType } from "../api/types";

// Some objects are the work itself; others serve it, and would be in the way where people look for
// their work. The server's groups say which: no group is a part of something, "settings" is set up.

export const is_work = (object: ObjectType): boolean =>
  !!object.group &&
  (object.custom || (!object.setting && object.group !== "settings" && object.name !== "file"));

const set_up_by_name = new Set(["user", "team", "pipeline", "tag", "currency"]);

// What a command goes to or creates.
export const has_commands = (object: ObjectType): boolean =>
  is_work(object) || set_up_by_name.has(object.name);

const never_looked_for = new Set([
  "view",
  "import_mapping",
  "distinct_pair",
  "stage",
  "role",
  "file",
  "key",
]);

// What the search shows among everything that it finds.
export const is_looked_for = (name: string): boolean => !never_looked_for.has(name);

// What was removed of these comes back elsewhere, or not at all.
const without_bin = new Set([
  "key",
  "file",
  "distinct_pair",
  "viewing",
  "custom_field",
  "custom_object",
]);
export const has_bin = (object: ObjectType): boolean => !without_bin.has(object.name);
