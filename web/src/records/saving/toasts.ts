import { useSyncExternalStore } from "react";

// Short messages at the edge. A message about a change carries its undo.

export type Toast = {
  id: number;
  text: string;
  detail?: string;
  tone: "plain" | "good" | "bad";
  // The change set that the toast is about; it can be undone.
  change?: string | null;
  action?: { label: string; run: () => void };
};

const shown_ms = 7000;
const shown_bad_ms = 14_000;
const at_most = 4;

let toasts: Toast[] = [];
let next_id = 1;
const listeners = new Set<() => void>();

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export function say(toast: Omit<Toast, "id" | "tone"> & { tone?: Toast["tone"] }): number {
  const id = next_id++;
  const full: Toast = { tone: "plain", ...toast, id };
  set([...toasts, full].slice(-at_most));
  setTimeout(() => dismiss(id), full.tone === "bad" ? shown_bad_ms : shown_ms);
  return id;
}

export function dismiss(id: number) {
  if (toasts.some((toast) => toast.id === id)) set(toasts.filter((toast) => toast.id !== id));
}

export function dismiss_change(change: string) {
  set(toasts.filter((toast) => toast.change !== change));
}

export function use_toasts(): Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
