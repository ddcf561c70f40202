import { afterEach, describe, expect, it, vi } from "vitest";
import { active_keys, allow_single_keys, press_key, register_keys } from "./registry";

const press = (key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, "target", { value: target });
  return press_key(event);
};

const leave: (() => void)[] = [];
const listen = (keys: Record<string, () => void>, modal = false, in_fields = false) =>
  leave.push(
    register_keys(
      Object.entries(keys).map(([name, run]) => ({ press: name, label: name, run, in_fields })),
      modal,
    ),
  );

afterEach(() => {
  for (const one of leave.splice(0)) one();
  allow_single_keys(true);
});

describe("key registry", () => {
  it("runs a key, and the later layer first", () => {
    const below = vi.fn();
    const above = vi.fn();
    listen({ x: below, j: below });
    listen({ x: above });
    press("x");
    expect(above).toHaveBeenCalledOnce();
    press("j");
    expect(below).toHaveBeenCalledOnce();
  });

  it("hides what lies below a modal layer", () => {
    const below = vi.fn();
    listen({ j: below });
    listen({ k: vi.fn() }, true);
    expect(press("j")).toBe(false);
    expect(active_keys().map((key) => key.press)).toEqual(["k"]);
  });

  it("knows sequences, and forgets them when another key comes between", () => {
    const go = vi.fn();
    const delta = vi.fn();
    listen({ "g d": go, d: delta });
    press("g");
    press("d");
    expect(go).toHaveBeenCalledOnce();
    press("d");
    expect(delta).toHaveBeenCalledOnce();
  });

  it("leaves letters to the field that is being written in", () => {
    const run = vi.fn();
    listen({ e: run });
    const input = document.createElement("input");
    expect(press("e", {}, input)).toBe(false);
    listen({ "mod+k": run }, false, true);
    expect(press("k", { ctrlKey: true }, input)).toBe(true);
  });

  it("leaves Enter to the button that has the focus", () => {
    listen({ enter: vi.fn() });
    expect(press("Enter", {}, document.createElement("button"))).toBe(false);
    expect(press("Enter")).toBe(true);
  });

  it("can do without single keys", () => {
    listen({ e: vi.fn(), "mod+k": vi.fn() });
    allow_single_keys(false);
    expect(press("e")).toBe(false);
    expect(press("k", { ctrlKey: true })).toBe(true);
  });
});
