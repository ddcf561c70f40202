import { current_language, fill } from "./index";

// The part of the catalogue that belongs to one screen and is fetched with it. A text that is
// missing in one of the languages does not compile.

type Values = Record<string, string | number>;
type Counted<K> = K extends `${infer N}_one` ? N : never;

export function words_of<T extends Record<string, string>>(en: T, de: Record<keyof T, string>) {
  const read = (key: keyof T) => (current_language() === "de" ? de : en)[key] as string;

  // The text of a key with {name} filled in.
  function w(key: keyof T, values?: Values): string {
    return fill(read(key) ?? String(key), values);
  }

  // Keys `name_one` and `name_other`; {count} is the number in the person's way of writing.
  function w_count(key: Counted<keyof T>, count: number, values?: Values): string {
    const language = current_language();
    const form = new Intl.PluralRules(language).select(count) === "one" ? "one" : "other";
    const shown = new Intl.NumberFormat(language).format(count);
    return fill(read(`${key}_${form}`), { ...values, count: shown });
  }

  // A key that comes from the server and may be unknown here.
  const w_known = (key: string, otherwise: string): string => (key in en ? w(key) : otherwise);

  return { w, w_count, w_known };
}
