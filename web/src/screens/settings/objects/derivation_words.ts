import { words_of } from "../../../i18n/words";

const en = {
  way: "Where its value comes from",
  written: "People write it",
  formula: "Formula",
  lookup: "Lookup",
  roll_up: "Roll-up",
  formula_hint: 'amount * probability / 100, if(stage = "won", 1, 0), concat(name, " ", city)',
  lookup_path: "Path to the field",
  lookup_hint: "account.sector, account.owner.name",
  figure: "Figure",
  count: "How many",
  sum: "Sum",
  avg: "Average",
  min: "Least",
  max: "Most",
  children: "Of these records",
  of: "Of their field",
  only: "Only those that this filter finds",
  below: "Also of all {objects} below it",
};

const de: Record<keyof typeof en, string> = {
  way: "Woher der Wert kommt",
  written: "Wird eingetragen",
  formula: "Formel",
  lookup: "Nachschlagen",
  roll_up: "Zusammenfassung",
  formula_hint: 'amount * probability / 100, if(stage = "won", 1, 0), concat(name, " ", city)',
  lookup_path: "Weg zum Feld",
  lookup_hint: "account.sector, account.owner.name",
  figure: "Kennzahl",
  count: "Wie viele",
  sum: "Summe",
  avg: "Durchschnitt",
  min: "Kleinstes",
  max: "Größtes",
  children: "Dieser Datensätze",
  of: "Ihres Feldes",
  only: "Nur die, die dieser Filter findet",
  below: "Auch von allen {objects} darunter",
};

export const { w } = words_of(en, de);
