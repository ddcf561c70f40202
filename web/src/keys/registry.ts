// The single registry of keys. Whoever is on screen registers what they answer to; later layers
// win, so that a dialog's Escape comes before the list's. `?` reads the list of what is active now.

export type Key = {
  // "c", "g d" (one after the other), "mod+k", "shift+j", "escape", "enter", "?"
  press: string;
  label: string;
  group?: string;
  run: (event: KeyboardEvent) => void;
  // Also while the person is writing in a field.
  in_fields?: boolean;
  // Kept out of the sheet of keys.
  hidden?: boolean;
};

export type Layer = { id: number; keys: Key[]; modal: boolean };

const sequence_ms = 1000;
const layers: Layer[] = [];
const listeners = new Set<() => void>();
let next_id = 1;
let pending: { text: string; at: number } | null = null;
let single_keys = true;

export function allow_single_keys(allowed: boolean) {
  single_keys = allowed;
}

// A modal layer hides those below it, as a dialog hides the page.
export function register_keys(keys: Key[], modal = false): () => void {
  const layer = { id: next_id++, keys, modal };
  layers.push(layer);
  tell();
  return () => {
    const place = layers.indexOf(layer);
    if (place >= 0) layers.splice(place, 1);
    tell();
  };
}

export function active_keys(): Key[] {
  const found: Key[] = [];
  for (const layer of [...layers].reverse()) {
    for (const key of layer.keys) {
      if (!found.some((other) => other.press === key.press)) found.push(key);
    }
    if (layer.modal) break;
  }
  return found;
}

export function on_keys_changed(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

const is_apple = () => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

export function press_of(event: KeyboardEvent): string {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase();
  const parts: string[] = [];
  if (is_apple() ? event.metaKey : event.ctrlKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  // Shift is part of what '?' is, but not of what 'J' or an arrow is.
  if (event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))) parts.push("shift");
  parts.push(name === " " ? "space" : name);
  return parts.join("+");
}

export function is_writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button", "submit", "range", "file"].includes(target.type);
  }
  return ["TEXTAREA", "SELECT"].includes(target.tagName);
}

// Enter and Space belong to a focused button or link, not to the row that is current.
function belongs_to_target(press: string, target: EventTarget | null): boolean {
  if (press !== "enter" && press !== "space") return false;
  if (!(target instanceof HTMLElement)) return false;
  return !!target.closest("button, a[href], summary, [role=option], [role=menuitem], [role=tab]");
}

export function press_key(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return false;
  const press = press_of(event);
  const writing = is_writing(event.target);
  const fresh = pending && Date.now() - pending.at < sequence_ms ? pending.text : null;
  pending = null;
  const known = active_keys().filter((key) => may_fire(key, press, writing, event.target));
  const sequence = fresh ? `${fresh} ${press}` : null;
  const hit = known.find((key) => sequence && key.press === sequence) ?? known.find(exactly(press));
  if (hit) {
    event.preventDefault();
    hit.run(event);
    return true;
  }
  if (known.some((key) => key.press.startsWith(`${press} `))) {
    pending = { text: press, at: Date.now() };
    event.preventDefault();
    return true;
  }
  return false;
}

const exactly = (press: string) => (key: Key) => key.press === press;

function may_fire(key: Key, press: string, writing: boolean, target: EventTarget | null): boolean {
  if (writing && !key.in_fields) return false;
  const single = !key.press.startsWith("mod+") && key.press.split(" ")[0]!.length === 1;
  if (single && !single_keys) return false;
  return !belongs_to_target(press, target);
}

export function shown_press(press: string): string[] {
  const names: Record<string, string> = {
    mod: is_apple() ? "⌘" : "Ctrl",
    shift: "⇧",
    alt: is_apple() ? "⌥" : "Alt",
    enter: "↵",
    escape: "Esc",
    arrowdown: "↓",
    arrowup: "↑",
    arrowleft: "←",
    arrowright: "→",
    delete: "Del",
    space: "␣",
  };
  return press.split(/[ +]/).map((part) => names[part] ?? part.toUpperCase());
}
