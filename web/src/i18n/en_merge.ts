// Merging, parting and undoing with choices: what is said outside the merge screen.
export const en_merge = {
  merge: "Merge",
  merge_with: "Merge with…",
  merge_with_lead: "Which one is the same as {name}? You will see both side by side first.",
  merge_with_itself: "That is {name} itself. Choose another one.",
  unmerge: "Unmerge",
  unmerge_one: "Unmerge {name}",
  was_merged: "This was merged into {name}.",
  undoing: "Undoing",
  undo_choose_lead:
    "Some of this was changed again since. Decide what happens there; everything else is undone.",
  undo_keep_now: "Keep what is now",
  undo_put_back: "Put back",
  undo_for_all: "For all of them",
  undo_for_field: "{field} ({count})",
  undo_shown_of: "These are {shown} of {count}. The choice for all decides about the others.",
  undo_changed_by: "{name}, {when}",
  undo_would_go: "goes to the bin",
  undo_with_choices: "Undo with these choices",
  undo_leave_all: "Undo nothing",
  value_back: "Put back to",
  value_made: "After that change",
};
