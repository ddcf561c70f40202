import type { en_search } from "./en_search";

export const de_search: Record<keyof typeof en_search, string> = {
  search: "Suche",
  search_all_results: "Alle Ergebnisse für „{words}“",
  search_create: "{object} „{words}“ anlegen",
  search_everything: "Alles",
  search_found_one: "{count} Ergebnis",
  search_found_other: "{count} Ergebnisse",
  search_kinds: "Arten von Datensätzen",
  search_meant: "Nichts hat genau diese Wörter. Ähnlich: {words}",
  search_nothing: "Nichts hat „{words}“, und nichts ist ähnlich.",
  search_nothing_exact: "Nichts hat genau „{words}“. Meinten Sie",
  search_nothing_yet: "Noch gibt es nichts zu finden.",
  search_recent: "Zuletzt geändert",
  search_words: "Namen, Wörter, E-Mail-Adressen, Telefonnummern",
};
