// What a text wants in its places, read from the text itself: a call that forgets {name}, or gives
// what has no place, does not compile.

export type Values = Record<string, string | number>;

type Places<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

type IsOne<Key, Each = Key> = Key extends unknown ? ([Each] extends [Key] ? true : false) : never;

// The arguments after the key. Of a key that is chosen while running nothing is known.
export type Given<Key, Text, Known extends string = never> =
  IsOne<Key> extends true
    ? [Exclude<Places<Text>, Known>] extends [never]
      ? []
      : [values: Record<Exclude<Places<Text>, Known>, string | number>]
    : [values?: Values];
