import { useEffect, useRef } from "react";

// Which column each card was last seen in, so that a card that turns up elsewhere (moved here or by
// somebody else) can slide in from the side it came from.

const seen = new Map<string, { column: number; scope: string }>();
const remembered = 4000;

export type Arrival = "left" | "right" | "here" | null;

export function arrival_of(id: string, column: number, scope: string): Arrival {
  const before = seen.get(id);
  if (!before || before.scope !== scope || before.column === column) return null;
  return before.column < column ? "left" : "right";
}

export function remember_place(id: string, column: number, scope: string) {
  seen.delete(id);
  seen.set(id, { column, scope });
  if (seen.size > remembered) seen.delete(seen.keys().next().value!);
}

// The arrival is decided when the card first appears in its column and stays while it is there.
export function use_arrival(id: string, column: number, scope: string): Arrival {
  const arrival = useRef<{ id: string; value: Arrival } | null>(null);
  if (arrival.current?.id !== id) {
    arrival.current = { id, value: arrival_of(id, column, scope) };
  }
  useEffect(() => remember_place(id, column, scope), [id, column, scope]);
  return arrival.current.value;
}
