// Which rows are chosen: some by id, or all that match the filter, also those not loaded.

export type Chosen = { ids: ReadonlySet<string>; all: boolean; anchor: string | null };

export const nothing_chosen: Chosen = { ids: new Set(), all: false, anchor: null };

export function toggle(chosen: Chosen, id: string): Chosen {
  const ids = new Set(chosen.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, all: false, anchor: id };
}

// Everything between the last one touched and this one, in the order on screen.
export function extend_to(chosen: Chosen, id: string, order: string[]): Chosen {
  const from = order.indexOf(chosen.anchor ?? id);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggle(chosen, id);
  const ids = new Set(chosen.ids);
  for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(one);
  return { ids, all: false, anchor: chosen.anchor ?? id };
}

export const choose_loaded = (order: string[]): Chosen => ({
  ids: new Set(order),
  all: false,
  anchor: order[0] ?? null,
});
