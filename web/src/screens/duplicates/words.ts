import { words_of } from "../../i18n/words";

const en = {
  lead: "Records that are likely to be one. What you set apart here never comes back.",
  all: "All",
  empty: "Nothing looks like a duplicate.",
  never_compared: "Nothing has been compared yet.",
  compare_all: "Compare all again",
  comparing: "Comparing all records: {percent} %",
  waiting: "All records will be compared in a moment.",
  compared_at: "Compared {when}",
  merge: "Merge",
  not_same: "Not a duplicate",
  pair: "{a} and {b}",
  key_down: "Next pair",
  key_up: "Previous pair",
  key_merge: "Merge the pair",
  key_not_same: "Not a duplicate",
  key_open: "Open the first of the two",
  keys: "Duplicates",
  nothing: "–",
};

const de: typeof en = {
  lead: "Vermutlich derselbe Datensatz. Was Sie hier trennen, kommt nie wieder.",
  all: "Alle",
  empty: "Nichts sieht nach einer Dublette aus.",
  never_compared: "Es wurde noch nichts verglichen.",
  compare_all: "Alle neu vergleichen",
  comparing: "Alle Datensätze werden verglichen: {percent} %",
  waiting: "Gleich werden alle Datensätze verglichen.",
  compared_at: "Verglichen {when}",
  merge: "Zusammenführen",
  not_same: "Keine Dublette",
  pair: "{a} und {b}",
  key_down: "Nächstes Paar",
  key_up: "Voriges Paar",
  key_merge: "Das Paar zusammenführen",
  key_not_same: "Keine Dublette",
  key_open: "Das erste von beiden öffnen",
  keys: "Dubletten",
  nothing: "–",
};

export const { w } = words_of(en, de);
