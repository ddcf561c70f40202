import { useQueryClient } from "@tanstack/react-query";
import { change_me, session_key, use_me } from "../api/session";
import type { Me } from "../api/types";

// Small choices that follow the person: density, folded navigation, columns of a list. Kept with
// the person on the server and, for the first paint, in this browser.

export function use_preference<T>(name: string, otherwise: T): [T, (value: T) => void] {
  const client = useQueryClient();
  const me = use_me();
  const value = (me.preferences?.[name] as T | undefined) ?? otherwise;
  function set(next: T) {
    const preferences = { ...me.preferences, [name]: next };
    client.setQueryData(
      session_key,
      (old: Me | null | undefined) => old && { ...old, preferences },
    );
    if (me.viewed_by) return; // somebody else's choices are not changed by looking
    // A choice of looks is not worth an error message: it holds for this page in any case.
    change_me({ preferences: { [name]: next } }).catch(() => undefined);
  }
  return [value, set];
}

export function remember_here(name: string, value: string) {
  try {
    localStorage.setItem(`comity.${name}`, value);
  } catch {
    // Private windows may refuse; the choice then lasts for this page.
  }
}

export function remembered_here(name: string): string | null {
  try {
    return localStorage.getItem(`comity.${name}`);
  } catch {
    return null;
  }
}
