import { useEffect, useSyncExternalStore } from "react";

// Where am I: the name of the screen, in the bar and in the browser's tab.

let title = "";
const listeners = new Set<() => void>();

export function use_screen_title(text: string | undefined) {
  useEffect(() => {
    if (text === undefined) return;
    title = text;
    document.title = text ? `${text} · Comity` : "Comity";
    for (const listener of listeners) listener();
  }, [text]);
}

export function use_current_title(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => title,
  );
}
