// What the catalogue says in English and otherwise in German: what a German screen must not show.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./place.mjs";

const sides = ["frame", "screens", "server", "labels"];

// [{ en, de }] of one file, each form of a text by itself.
function texts_of(file, is_labels) {
  const texts = [];
  let entry = null;
  let form = null;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const said = line.trim();
    if (!said || said.startsWith("#")) continue;
    const begins = /^(en|de)( one)?: ?(.*)$/.exec(said);
    if (!line.startsWith(" ")) {
      entry = {};
      form = null;
      texts.push(entry);
      if (is_labels) entry.en = said;
    } else if (begins) {
      form = begins[1] + (begins[2] ? "_one" : "");
      entry[form] = begins[3];
    } else {
      entry[form] += ` ${said}`;
    }
  }
  return texts.flatMap((one) => [
    { en: one.en, de: one.de },
    { en: one.en_one, de: one.de_one },
  ]);
}

// A text with holes fits what any value makes of it.
const pattern_of = (text) =>
  new RegExp(
    `^${text
      .split(/\{\w+\}/)
      .map(escaped)
      .join(".+")}$`,
    "s",
  );
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Answers the texts among these that are English ones of the catalogue.
export function english_among(shown) {
  const plain = new Set();
  const german = new Set();
  const patterns = [];
  for (const side of sides) {
    const folder = path.join(root, "words", side);
    for (const name of readdirSync(folder)) {
      for (const { en, de } of texts_of(path.join(folder, name), side === "labels")) {
        if (!en || !de) continue;
        german.add(de);
        if (en === de) continue;
        // Only holes and signs: such a text is of no language.
        if (!/\{\w+\}/.test(en)) plain.add(en);
        else if (/[a-z]{3}/i.test(en.replace(/\{\w+\}/g, ""))) patterns.push(pattern_of(en));
      }
    }
  }
  return shown.filter(
    (text) =>
      !german.has(text) && (plain.has(text) || patterns.some((pattern) => pattern.test(text))),
  );
}
