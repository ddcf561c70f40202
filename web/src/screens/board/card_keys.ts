import { useRef } from "react";
import type { Row } from "../../api/types";
import { use_keys } from "../../keys/use_keys";
import { w } from "../../words/board";
import type { Column } from "./columns";

// Walking over the board by keyboard. The focused card is the current one; a card that is not drawn
// yet is scrolled to first.

type Known = { cards: Row[]; scroll: (place: number) => void };

type Options = {
  // The columns that are unfolded, and all of them.
  shown: Column[];
  columns: Column[];
  move: (row: Row, to: Column) => void;
  open_menu: (id: string) => void;
  find: () => void;
  when: boolean;
};

export function use_card_keys({ shown, columns, move, open_menu, find, when }: Options) {
  const known = useRef(new Map<string, Known>());
  const cards_in = (column: number) => known.current.get(shown[column]?.key ?? "")?.cards ?? [];

  function current(): { row: Row; column: number; place: number } | null {
    const id = (document.activeElement as HTMLElement | null)?.dataset.card;
    for (let column = 0; id && column < shown.length; column++) {
      const place = cards_in(column).findIndex((row) => row.id === id);
      if (place >= 0) return { row: cards_in(column)[place]!, column, place };
    }
    return null;
  }
  function go(columns_on: number, places_on: number) {
    const at = current();
    let column = at ? at.column + columns_on : 0;
    // Empty columns are stepped over.
    const step = columns_on || 1;
    if (!at || columns_on) while (shown[column] && cards_in(column).length === 0) column += step;
    const cards = cards_in(column);
    if (cards.length === 0) return;
    const place = at ? Math.max(0, Math.min(cards.length - 1, at.place + places_on)) : 0;
    known.current.get(shown[column]!.key)?.scroll(place);
    focus_card(cards[place]!.id);
  }
  function shift(by: number) {
    const at = current();
    if (!at) return;
    const to = columns[columns.findIndex((one) => one.key === shown[at.column]!.key) + by];
    if (to) move(at.row, to);
  }
  const group = w("keys_board");
  const key = (press: string, label: string, run: () => void, hidden = false) => ({
    press,
    label,
    group,
    run,
    hidden,
  });
  use_keys(
    [
      key("j", w("key_down"), () => go(0, 1)),
      key("k", w("key_up"), () => go(0, -1)),
      key("h", w("key_left"), () => go(-1, 0)),
      key("l", w("key_right"), () => go(1, 0)),
      key("arrowdown", w("key_down"), () => go(0, 1), true),
      key("arrowup", w("key_up"), () => go(0, -1), true),
      key("arrowleft", w("key_left"), () => go(-1, 0), true),
      key("arrowright", w("key_right"), () => go(1, 0), true),
      key("shift+arrowright", w("key_move_right"), () => shift(1)),
      key("shift+arrowleft", w("key_move_left"), () => shift(-1)),
      key("m", w("key_menu"), () => {
        const at = current();
        if (at) open_menu(at.row.id);
      }),
      key("/", w("key_find"), find),
    ],
    { when },
  );
  return (column: string, cards: Row[], scroll: (place: number) => void) => {
    known.current.set(column, { cards, scroll });
  };
}

// A card appears some frames after it was scrolled to or moved; after a move only the one in its
// new column counts. Where it is not shown there, the column's own button takes the focus.
export function focus_card(id: string, column?: string, tries = 40) {
  const inside = column ? `[data-column="${CSS.escape(column)}"]` : "";
  const found = document.querySelector<HTMLElement>(`${inside} [data-card="${CSS.escape(id)}"]`);
  if (found) found.focus();
  else if (tries > 0) requestAnimationFrame(() => focus_card(id, column, tries - 1));
  else if (column && !document.activeElement?.matches("[data-card]")) {
    document.querySelector<HTMLElement>(`${inside} button`)?.focus();
  }
}
