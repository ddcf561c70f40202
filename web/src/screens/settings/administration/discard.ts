import { useSyncExternalStore } from "react";
import { discard_set_aside, type SetAside } from "../../../api/administration";
import { say_problem } from "../../../records/saving/problem_text";
import { say } from "../../../records/saving/toasts";
import { announce_deed } from "../../../records/saving/undo";
import { look_again } from "./asked";
import { w } from "./words";

// The server forgets for good what is discarded, so it is asked only when the toast with its undo
// is gone. Whoever closes the page before that has discarded nothing.

const wait_ms = 8000;

let hidden: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function set_hidden(next: ReadonlySet<string>) {
  hidden = next;
  for (const listener of listeners) listener();
}

const show_again = (id: string) => set_hidden(new Set([...hidden].filter((one) => one !== id)));

// Those that are as good as discarded.
export function use_discarded(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hidden,
  );
}

export function discard(entry: SetAside, name: string) {
  let is_sent = false;
  set_hidden(new Set([...hidden, entry.id]));
  const timer = setTimeout(() => {
    is_sent = true;
    discard_set_aside(entry.id)
      .catch((error: unknown) => {
        show_again(entry.id);
        say_problem(error);
      })
      .finally(look_again);
  }, wait_ms);
  announce_deed(w("discarded", { name }), () => {
    if (is_sent) return void say({ text: w("gone") });
    clearTimeout(timer);
    show_again(entry.id);
  });
}
