import { current_language, fill, form_of } from "./index";
import type { Given, Values } from "./places";

// The part of the catalogue that belongs to one screen and is fetched with it: what a module of
// ../words is made of. Both languages have the same keys (tools/words.py).

type Texts = Record<string, string>;
type Counted<K> = K extends `${infer N}_one` ? N : never;

export function words_of<const T extends Texts>(en: T, de: Record<keyof T, string>) {
  type Key = keyof T & string;
  const read = (key: string): string => (current_language() === "de" ? (de as Texts) : en)[key]!;

  // The text of a key with {name} filled in.
  function w<K extends Key>(key: K, ...[values]: Given<K, T[K]>): string {
    return fill(read(key) ?? key, values);
  }

  // A text that depends on a number; {count} is the number in the person's way of writing.
  function w_count<K extends Counted<Key>>(
    key: K,
    count: number,
    ...[values]: Given<K, T[`${K}_one` | `${K}_other`], "count">
  ): string {
    const { form, shown } = form_of(count);
    return fill(read(`${key}_${form}`), { ...(values as Values), count: shown });
  }

  // A key that comes from the server and may be unknown here.
  const w_known = (key: string, otherwise: string): string => (key in en ? read(key) : otherwise);

  return { w, w_count, w_known };
}
