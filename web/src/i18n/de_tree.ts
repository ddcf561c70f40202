import type { en_tree } from "./en_tree";

export const de_tree: Record<keyof typeof en_tree, string> = {
  hierarchy_of: "{object}: Hierarchie",
  hierarchy_one: "1 insgesamt",
  hierarchy_count: "{count} {objects} insgesamt",
  hierarchy_cut: "Darüber steht noch etwas, das Sie nicht sehen dürfen.",
  hierarchy_alone: "Nichts steht darüber, und keine weiteren {objects} darunter.",
  hierarchy_below: "Was unter {title} steht",
  hierarchy_more: "Mehr",
  hierarchy_figures: "Zahlen hiervon allein und mit allem darunter",
  hierarchy_own: "Allein",
  hierarchy_total: "Mit allem darunter",
  field_and_below: "{field} oder darunter",
  itself_or_below: "Es selbst oder darunter",
};
