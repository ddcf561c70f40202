// Objects that serve others: where people look for their work they would only be in the way.

type Where = "navigation" | "create" | "commands" | "search" | "bin";

const left_out: Record<string, Where[]> = {
  user: ["navigation", "create"],
  team: ["navigation", "create"],
  pipeline: ["navigation", "create"],
  tag: ["navigation", "create"],
  import: ["navigation"],
  role: ["navigation", "create", "commands", "search"],
  stage: ["navigation", "create", "commands", "search"],
  view: ["navigation", "create", "commands", "search"],
  key: ["navigation", "create", "search", "bin"],
  file: ["navigation", "create", "commands", "search", "bin"],
  distinct_pair: ["navigation", "create", "commands", "search", "bin"],
};

export const belongs_in = (where: Where, object: string): boolean =>
  !left_out[object]?.includes(where);
