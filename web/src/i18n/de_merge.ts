import type { en_merge } from "./en_merge";

export const de_merge: Record<keyof typeof en_merge, string> = {
  merge: "Zusammenführen",
  merge_with: "Zusammenführen mit …",
  merge_with_lead: "Was ist dasselbe wie {name}? Zuerst sehen Sie beide nebeneinander.",
  merge_with_itself: "Das ist {name} selbst. Bitte etwas anderes wählen.",
  unmerge: "Trennen",
  unmerge_one: "{name} wieder trennen",
  was_merged: "Dies wurde mit {name} zusammengeführt.",
  undoing: "Wird rückgängig gemacht",
  undo_choose_lead:
    "Manches wurde seither geändert. Sie entscheiden darüber; alles andere geht zurück.",
  undo_keep_now: "Behalten, was jetzt ist",
  undo_put_back: "Zurücksetzen",
  undo_for_all: "Für alle",
  undo_for_field: "{field} ({count})",
  undo_shown_of: "Das sind {shown} von {count}. Über die übrigen entscheidet die Wahl für alle.",
  undo_changed_by: "{name}, {when}",
  undo_would_go: "kommt in den Papierkorb",
  undo_with_choices: "So rückgängig machen",
  undo_leave_all: "Nichts rückgängig machen",
  value_back: "Zurück auf",
  value_made: "Nach jener Änderung",
};
