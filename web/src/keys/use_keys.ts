import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { active_keys, type Key, on_keys_changed, register_keys } from "./registry";

// Registers the keys of a screen while it is shown. The functions may change on every render; the
// registration changes only when the presses or their labels do. It stands with what is drawn: who
// types quickly is not faster.
export function use_keys(keys: Key[], options: { modal?: boolean; when?: boolean } = {}) {
  const current = useRef(keys);
  current.current = keys;
  const { modal = false, when = true } = options;
  const signature = keys.map((key) => `${key.press}\u0000${key.label}`).join("\u0001");
  // biome-ignore lint/correctness/useExhaustiveDependencies: signature stands for keys
  useLayoutEffect(() => {
    if (!when) return;
    const stable = current.current.map((key, place) => ({
      ...key,
      run: (event: KeyboardEvent) => current.current[place]?.run(event),
    }));
    return register_keys(stable, modal);
  }, [signature, modal, when]);
}

let snapshot: Key[] = [];
on_keys_changed(() => {
  snapshot = active_keys();
});

export function use_active_keys(): Key[] {
  return useSyncExternalStore(on_keys_changed, () => snapshot);
}
