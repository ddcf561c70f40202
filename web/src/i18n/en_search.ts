// Finding.
export const en_search = {
  search: "Search",
  search_all_results: "All results for “{words}”",
  search_create: "Create {object} “{words}”",
  search_everything: "Everything",
  search_found_one: "{count} result",
  search_found_other: "{count} results",
  search_kinds: "Kinds of records",
  search_meant: "Nothing has these words exactly. Similar: {words}",
  search_nothing: "Nothing has “{words}”, and nothing resembles it.",
  search_nothing_exact: "Nothing has “{words}” exactly. Did you mean",
  search_nothing_yet: "There is nothing to find yet.",
  search_recent: "Changed last",
  search_words: "Names, words, e-mail addresses, phone numbers",
};
