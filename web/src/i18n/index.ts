import { useSyncExternalStore } from "react";
import { frame as en } from "../words/frame_en";
import type { Given, Values } from "./places";

// The words of the frame and the generic screens, from words/frame (tools/words.py): English is
// always here, German is fetched when needed.

type Frame = typeof en;
export type TextKey = keyof Frame;
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
  catalogue = wanted === "de" ? (await import("../words/frame_de")).frame : en;
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

// The text of a key with {name} filled in.
export function t<K extends TextKey>(key: K, ...[values]: Given<K, Frame[K]>): string {
  return fill(catalogue[key] ?? en[key] ?? key, values);
}

// A text that depends on a number; {count} is the number in the person's way of writing.
export function t_count<K extends CountKey>(
  key: K,
  count: number,
  ...[values]: Given<K, Frame[(`${K}_one` | `${K}_other`) & TextKey], "count">
): string {
  const { form, shown } = form_of(count);
  return fill(catalogue[`${key}_${form}` as TextKey], { ...(values as Values), count: shown });
}

export type CountKey = TextKey extends infer K ? (K extends `${infer N}_one` ? N : never) : never;

export function form_of(count: number) {
  const form = new Intl.PluralRules(language).select(count) === "one" ? "one" : "other";
  return { form, shown: new Intl.NumberFormat(language).format(count) };
}

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
