// Trees: records above and below each other.
export const en_tree = {
  hierarchy_of: "{object} hierarchy",
  hierarchy_one: "1 in all",
  hierarchy_count: "{count} {objects} in all",
  hierarchy_cut: "More stands above, which you may not see.",
  hierarchy_alone: "Nothing stands above it, and no other {objects} below.",
  hierarchy_below: "What is below {title}",
  hierarchy_more: "More",
  hierarchy_figures: "Figures of this one alone and with all below",
  hierarchy_own: "Alone",
  hierarchy_total: "With all below",
  field_and_below: "{field}, or below it",
  itself_or_below: "Itself, or below it",
};
