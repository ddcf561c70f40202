import { useSyncExternalStore } from "react";
import type { Action, ObjectType, Row } from "../api/types";
import { active_keys, type Key } from "../keys/registry";
import type { Many } from "./saving/change_all";

// What lies over the screen. Any floor may open one; the shell shows it.

export type Dialog =
  | {
      kind: "create";
      object: string;
      values: Record<string, unknown>;
      on_made?: (row: Row) => void;
    }
  | { kind: "create_what" }
  | { kind: "palette"; start?: string }
  | { kind: "keys" }
  | { kind: "share"; object: ObjectType; row: Row }
  | { kind: "action"; object: ObjectType; row: Row; action: Action }
  | { kind: "action_on_many"; object: ObjectType; action: Action; many: Many; done: () => void }
  | { kind: "merge_with"; object: ObjectType; row: Row };

let current: Dialog | null = null;
// What the screen answered to before something lay over it.
let below: Key[] = [];
let focus_before: HTMLElement | null = null;
const listeners = new Set<() => void>();

function set(next: Dialog | null) {
  current = next;
  for (const listener of listeners) listener();
}

export function open_dialog(dialog: Dialog) {
  if (!current) {
    focus_before = document.activeElement as HTMLElement | null;
    // Where one dialog opens another, the screen's own keys are still those remembered.
    const keys = active_keys();
    if (keys.some((key) => key.press === "?")) below = keys;
  }
  set(dialog);
}

export const keys_below = () => below;

// Focus goes back to where it was, so that it is never lost.
export function close_dialog() {
  set(null);
  const target = focus_before;
  focus_before = null;
  requestAnimationFrame(() => {
    if (target?.isConnected && document.activeElement === document.body) target.focus();
  });
}

export const open_create = (
  object: string,
  values: Record<string, unknown> = {},
  on_made?: (row: Row) => void,
) => open_dialog({ kind: "create", object, values, on_made });

export function use_dialog(): Dialog | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
