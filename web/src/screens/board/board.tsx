import { DndContext, DragOverlay } from "@dnd-kit/core";
import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useId, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { ObjectType, Row } from "../../api/types";
import { use_panel } from "../../records/address";
import { use_preference } from "../../records/preferences";
import { Empty, Failed } from "../../records/states";
import { say_past_stands } from "../../records/time/moment";
import { w } from "../../words/board";
import styles from "./board.module.css";
import { BoardColumn, CardSkeletons, type ColumnWork } from "./board_column";
import { BoardToolbar } from "./board_toolbar";
import { FloatingCard } from "./card";
import { focus_card, use_card_keys } from "./card_keys";
import { fields_asked } from "./closing_sheet";
import type { Column } from "./columns";
import { announcements_of, find_column_under, refuse_click_of, use_drag_sensors } from "./drag";
import { move_card } from "./move";
import { StagePicker } from "./stage_picker";
import { total_of_all } from "./totals";
import { use_snapped_column } from "./use_snapped_column";
import { type BoardView, use_board_view } from "./view";

export function Board({ object }: { object: ObjectType }) {
  const view = use_board_view(object);
  const find = useRef<HTMLInputElement>(null);
  const { columns, address } = view;
  return (
    <div className={styles.board}>
      <h1 className="only_read_aloud">{w("title", { objects: object.label_plural })}</h1>
      <BoardToolbar view={view} find={find} />
      {view.error && !columns ? (
        <Failed error={view.error} retry={view.retry} />
      ) : !columns ? (
        <BoardSkeleton />
      ) : columns.length === 0 ? (
        <Empty text={w("no_stages")}>
          <Button component={Link} to="/settings/pipelines">
            {w("make_stages")}
          </Button>
        </Empty>
      ) : is_empty_handed(view, columns) ? (
        <Empty text={w("no_cards", { objects: object.label_plural })}>
          <Button onClick={() => address.change({ owner: null, q: null, filter: null })}>
            {w("clear")}
          </Button>
        </Empty>
      ) : (
        <Columns view={view} columns={columns} find={() => find.current?.focus()} />
      )}
    </div>
  );
}

// A filter that leaves nothing in any column.
function is_empty_handed(view: BoardView, columns: Column[]): boolean {
  if (!view.filtered || !view.answer) return false;
  const keys = columns.map((column) => column.key);
  return total_of_all(view.answer, { field: view.field, sum: view.sum }, keys).count === 0;
}

type Asked = { row: Row; to: Column } | null;

function Columns({
  view,
  columns,
  find,
}: {
  view: BoardView;
  columns: Column[];
  find: () => void;
}) {
  const { object } = view;
  const instructions = useId();
  const narrow = useMediaQuery("(max-width: 640px)") ?? false;
  const [folds, set_folds] = use_preference<Record<string, boolean>>("board_folds", {});
  const [lifted, set_lifted] = useState<Row | null>(null);
  const [asked, set_asked] = useState<Asked>(null);
  const [menu, set_menu] = useState<string | null>(null);
  const strip = useRef<HTMLDivElement>(null);
  const snapped = use_snapped_column(strip, columns, narrow);
  const sensors = use_drag_sensors();
  const panel = use_panel();
  // What is won or lost is folded until somebody wants to see it: the board is about open work.
  const is_folded = (column: Column) => !narrow && (folds[column.key] ?? column.outcome !== "open");
  const shown = columns.filter((column) => !is_folded(column));

  function ask_move(row: Row, to: Column) {
    set_menu(null);
    if (view.as_of) return say_past_stands();
    if (!view.may_move || to.key === row[view.field]) return;
    if (fields_asked(object, to).length > 0) {
      // What is asked at a column that is out of sight would be out of sight too.
      strip.current
        ?.querySelector(`[data-column="${CSS.escape(to.key)}"]`)
        ?.scrollIntoView({ inline: "nearest", block: "nearest" });
      return set_asked({ row, to });
    }
    void move_card(view, row, to);
    focus_card(row.id, to.key);
  }
  const give_cards = use_card_keys({
    shown,
    columns,
    move: ask_move,
    open_menu: set_menu,
    find,
    when: !lifted && !asked && !menu,
  });

  const latest = useRef({ ask_move, give_cards, view, panel });
  latest.current = { ask_move, give_cards, view, panel };
  // The same functions on every render, so that a card is drawn anew only when it changes.
  const work = useMemo<ColumnWork>(
    () => ({
      ask_move: (row, to) => latest.current.ask_move(row, to),
      finish_move: async (row, to, more) => {
        await move_card(latest.current.view, row, to, more);
        set_asked(null);
        focus_card(row.id, to.key);
      },
      leave_move: () => {
        set_asked((old) => {
          if (old) focus_card(old.row.id);
          return null;
        });
      },
      open_menu: (id) => {
        set_menu((old) => {
          if (!id && old) focus_card(old);
          return id;
        });
      },
      open_card: (id) => latest.current.panel.show(latest.current.view.object.plural, id),
      give_cards: (key, cards, scroll) => latest.current.give_cards(key, cards, scroll),
    }),
    [],
  );

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={find_column_under}
      accessibility={{
        announcements: announcements_of(object, columns),
        screenReaderInstructions: { draggable: w("drag_how") },
      }}
      onDragStart={({ active, activatorEvent }) => {
        refuse_click_of(activatorEvent);
        set_lifted((active.data.current?.row as Row) ?? null);
      }}
      onDragCancel={() => set_lifted(null)}
      onDragEnd={({ active, over }) => {
        set_lifted(null);
        const to = columns.find((column) => column.key === over?.id);
        const row = active.data.current?.row as Row | undefined;
        if (to && row) ask_move(row, to);
      }}
    >
      <p id={instructions} hidden>
        {w("drag_how")}
      </p>
      {narrow ? (
        <StagePicker view={view} columns={columns} shown={snapped.shown} on_pick={snapped.go} />
      ) : null}
      <div ref={strip} className={styles.columns} onScroll={snapped.on_scroll} data-board-scroller>
        {columns.map((column, place) => (
          <BoardColumn
            key={column.key}
            view={view}
            column={column}
            place={place}
            folded={is_folded(column)}
            on_fold={(key) => set_folds({ ...folds, [key]: !is_folded(column) })}
            asked={asked?.to.key === column.key ? asked.row : null}
            lifted={!!lifted && lifted[view.field] !== column.key}
            menu={menu}
            open={panel.open?.id ?? null}
            instructions={instructions}
            work={work}
          />
        ))}
      </div>
      {createPortal(
        <DragOverlay dropAnimation={null}>
          {lifted ? <FloatingCard object={object} row={lifted} sum={view.sum} /> : null}
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  );
}

function BoardSkeleton() {
  return (
    <div className={styles.columns} aria-busy="true">
      {[0, 1, 2, 3].map((place) => (
        <div key={place} className={styles.column}>
          <div className={styles.head}>
            <div className={styles.skeleton} style={{ height: 34 }} />
          </div>
          <CardSkeletons />
        </div>
      ))}
    </div>
  );
}
