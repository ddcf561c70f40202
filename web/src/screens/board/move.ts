import type { InfiniteData } from "@tanstack/react-query";
import { title_of } from "../../api/objects";
import { query_client } from "../../api/query_client";
import type { AggregateAnswer, Page, Row } from "../../api/types";
import { merge_row } from "../../records/saving/merge";
import { say_problem } from "../../records/saving/problem_text";
import { save_fields } from "../../records/saving/save";
import { w } from "../../words/board";
import type { Column } from "./columns";
import { with_card } from "./order";
import { with_card_moved } from "./totals";
import type { BoardView } from "./view";

// A card moves: it and the totals of both columns are right at once, the server is told, and if it
// refuses everything goes back. A card whose amount changes on the way is counted anew by the
// server's answer.

type Pages = InfiniteData<Page>;

export async function move_card(
  view: BoardView,
  row: Row,
  to: Column,
  more: Record<string, unknown> = {},
): Promise<boolean> {
  const from = view.columns?.find((column) => column.key === row[view.field]);
  const changes = { [view.field]: to.key, ...more };
  const cards_key = view.cards_of(to.key).queryKey;
  const totals_key = view.totals.queryKey;
  await query_client.cancelQueries({ queryKey: [view.object.plural] });
  const cards = query_client.getQueryData<Pages>(cards_key);
  const totals = query_client.getQueryData<AggregateAnswer>(totals_key);
  const moved = merge_row(row, changes);
  query_client.setQueryData<Pages>(cards_key, (pages) => with_card(pages, moved, view.sort));
  if (totals) {
    const names = { field: view.field, sum: view.sum };
    query_client.setQueryData<AggregateAnswer>(
      totals_key,
      with_card_moved(totals, names, from?.key ?? "", to.key, {
        amount: view.sum ? row[view.sum] : null,
        from_chance: chance_of(row, from),
        to_chance: to.chance,
      }),
    );
  }
  const put_back = () => {
    query_client.setQueryData(cards_key, cards);
    query_client.setQueryData(totals_key, totals);
  };
  const name = title_of(view.object, row);
  try {
    const label = w("moved", { name, stage: to.label });
    const saved = await save_fields(view.object, row, changes, { label });
    if (!saved) put_back();
    return !!saved;
  } catch (error) {
    put_back();
    // In a form the problem is shown beside its field.
    if (Object.keys(more).length > 0) throw error;
    say_problem(error);
    return false;
  }
}

// A deal may carry a chance of its own, which is what its weighted value was counted with.
function chance_of(row: Row, column: Column | undefined): number | null {
  return typeof row.probability === "number" ? row.probability : (column?.chance ?? null);
}
