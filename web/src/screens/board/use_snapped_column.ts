import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { use_address } from "../../records/address";
import type { Column } from "./columns";

// Which column a narrow screen shows. It is in the address, so that back and reload keep it.
export function use_snapped_column(
  strip: RefObject<HTMLDivElement | null>,
  columns: Column[],
  narrow: boolean,
) {
  const { search, change } = use_address();
  const wanted = columns.find((column) => column.key === search.stage)?.key ?? columns[0]?.key;
  const [shown, set_shown] = useState(wanted);
  const settled = useRef<ReturnType<typeof setTimeout> | null>(null);

  const go = useCallback(
    (key: string, behavior: ScrollBehavior = "smooth") => {
      const place = columns.findIndex((column) => column.key === key);
      const box = strip.current;
      if (box && place >= 0) box.scrollTo({ left: place * box.clientWidth, behavior });
      set_shown(key);
    },
    [columns, strip],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when a narrow screen begins
  useEffect(() => {
    if (narrow && wanted) go(wanted, "instant");
  }, [narrow]);

  function on_scroll() {
    const box = strip.current;
    if (!narrow || !box) return;
    const key = columns[Math.round(box.scrollLeft / Math.max(1, box.clientWidth))]?.key;
    if (key && key !== shown) set_shown(key);
    if (settled.current) clearTimeout(settled.current);
    settled.current = setTimeout(() => {
      if (key && key !== search.stage) change({ stage: key }, { replace: true });
    }, 250);
  }
  return { shown, go, on_scroll };
}
