import { useEffect, useRef } from "react";

// Closes what floats when somebody presses elsewhere on the page. Lists and calendars that open
// from inside it float beside it, not in it, and are no elsewhere.
export function use_press_outside(open: boolean, close: (pressed: Element) => void) {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!open) return;
    const listen = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || !target.isConnected) return;
      if (target.closest("[data-portal], [data-mantine-shared-portal-node]")) return;
      latest.current(target);
    };
    document.addEventListener("pointerdown", listen);
    return () => document.removeEventListener("pointerdown", listen);
  }, [open]);
}
