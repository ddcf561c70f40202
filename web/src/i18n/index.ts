import { useSyncExternalStore } from "react";
import { en } from "./en";

// The translation catalogue. English is complete and always here; German is fetched when needed.

export type TextKey = keyof typeof en;
export type Catalogue = Record<TextKey, string>;
export type Language = "en" | "de";
export const languages: { key: Language; label: string }[] = [
  { key: "en", label: "English" },
  { key: "de", label: "Deutsch" },
];

let catalogue: Catalogue = en;
let language: Language = "en";
const listeners = new Set<() => void>();

export function nearest_language(tag: string | undefined): Language {
  return tag?.toLowerCase().startsWith("de") ? "de" : "en";
}

export async function speak(tag: string | undefined): Promise<void> {
  const wanted = nearest_language(tag);
  catalogue = wanted === "de" ? (await import("./de")).de : en;
  language = wanted;
  document.documentElement.lang = wanted;
  for (const listener of listeners) listener();
}

export const current_language = (): Language => language;

// Re-renders whoever calls it when the language changes; the frame does, and so everything below.
export function use_current_language(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current_language);
}

type Values = Record<string, string | number>;

// The text of a key with {name} filled in.
export function t(key: TextKey, values?: Values): string {
  return fill(catalogue[key] ?? en[key] ?? key, values);
}

// A text that depends on a number: keys `name_one` and `name_other`; {count} is the number itself.
export function t_count(key: CountKey, count: number, values?: Values): string {
  const form = new Intl.PluralRules(language).select(count) === "one" ? "one" : "other";
  const shown = new Intl.NumberFormat(language).format(count);
  return fill(catalogue[`${key}_${form}` as TextKey], { ...values, count: shown });
}

export type CountKey = TextKey extends infer K ? (K extends `${infer N}_one` ? N : never) : never;

// Keys that come from the server (an origin, a verb) may be unknown here; they show as they are.
export function t_known(key: string, otherwise: string): string {
  return catalogue[key as TextKey] ?? otherwise;
}

export function fill(text: string, values?: Values): string {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

// A label as it stands within a sentence: English writes it small, but for what is all capitals;
// German nouns are as they are.
export function within(label: string): string {
  const is_small = language === "en" && /^\p{Lu}[^\p{Lu}]/u.test(label);
  return is_small ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
