import { useSyncExternalStore } from "react";
import type { LiveChange } from "../api/types";

// What others changed while this page was open; behind the bell.

export type Heard = LiveChange & { at: number };
const at_most = 30;

let heard: Heard[] = [];
let unread = 0;
const listeners = new Set<() => void>();

function tell() {
  snapshot = { heard, unread };
  for (const listener of listeners) listener();
}
let snapshot = { heard, unread };

export function hear_of(change: LiveChange, me: string) {
  if (change.actor === me) return;
  heard = [{ ...change, at: Date.now() }, ...heard].slice(0, at_most);
  unread += 1;
  tell();
}

export function mark_heard_read() {
  unread = 0;
  tell();
}

export function use_heard() {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}
