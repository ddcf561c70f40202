// What a role may do: reach by object and verb. "*" holds for every object that is not named.

export const verbs = ["read", "create", "update", "delete", "export"] as const;
export const reaches = ["none", "shared", "own", "team", "team_below", "all"] as const;
export type Verb = (typeof verbs)[number];
export type Reach = (typeof reaches)[number];
// What is shared can be read, exported and changed; making and deleting stay with the owner.
export const reaches_for = (verb: Verb): Reach[] =>
  reaches.filter((reach) => reach !== "shared" || (verb !== "create" && verb !== "delete"));

export type Permissions = Record<string, Partial<Record<Verb, Reach>>>;
export type FieldRights = Record<string, string[]>;

export const reach_of = (permissions: Permissions, object: string, verb: Verb): Reach =>
  permissions[object]?.[verb] ?? permissions["*"]?.[verb] ?? "none";

export function with_reach(
  permissions: Permissions,
  object: string,
  verb: Verb,
  reach: Reach,
): Permissions {
  return { ...permissions, [object]: { ...permissions[object], [verb]: reach } };
}

// An object gets rights of its own, which begin as those of everything else.
export function with_own_rights(permissions: Permissions, object: string): Permissions {
  const own = Object.fromEntries(verbs.map((verb) => [verb, reach_of(permissions, object, verb)]));
  return { ...permissions, [object]: own };
}

export function without_own_rights(permissions: Permissions, object: string): Permissions {
  const { [object]: _, ...others } = permissions;
  return others;
}

export function with_fields(rights: FieldRights, object: string, fields: string[]): FieldRights {
  const { [object]: _, ...others } = rights;
  return fields.length > 0 ? { ...others, [object]: fields } : others;
}

// A document may arrive as text from a server that keeps it so.
export function document_in<T extends object>(value: unknown): T {
  if (typeof value === "string") {
    try {
      return JSON.parse(value) as T;
    } catch {
      return {} as T;
    }
  }
  return (value ?? {}) as T;
}
