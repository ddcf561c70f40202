import { useDroppable } from "@dnd-kit/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef } from "react";
import type { Row } from "../../api/types";
import { t } from "../../i18n";
import { AddIcon } from "../../look/icons";
import { open_create } from "../../records/dialogs";
import { use_preference } from "../../records/preferences";
import { w } from "../../words/board";
import { use_arrival } from "./arrivals";
import styles from "./board.module.css";
import { Card } from "./card";
import { ClosingSheet } from "./closing_sheet";
import { ColumnHead } from "./column_head";
import type { Column } from "./columns";
import { MoveMenu } from "./move_menu";
import type { BoardView } from "./view";

// One column: its head with totals, its cards. Only the cards in sight exist; the next page is read
// before its place comes into sight.

export type ColumnWork = {
  ask_move: (row: Row, to: Column) => void;
  finish_move: (row: Row, to: Column, more: Record<string, unknown>) => Promise<void>;
  leave_move: () => void;
  open_menu: (id: string | null) => void;
  open_card: (id: string) => void;
  give_cards: (key: string, cards: Row[], scroll: (place: number) => void) => void;
};

export type ColumnProps = {
  view: BoardView;
  column: Column;
  place: number;
  folded: boolean;
  on_fold: (key: string) => void;
  asked: Row | null;
  lifted: boolean;
  menu: string | null;
  // The card whose record is open at the side.
  open: string | null;
  instructions: string;
  work: ColumnWork;
};

const card_height = { regular: 88, compact: 80 };
const gap = 6;

export function BoardColumn(props: ColumnProps) {
  const { view, column, folded, on_fold, asked, lifted } = props;
  const { setNodeRef, isOver } = useDroppable({ id: column.key, disabled: !view.may_move });
  return (
    <section
      ref={setNodeRef}
      className={styles.column}
      data-column={column.key}
      data-folded={folded || undefined}
      data-over={isOver || undefined}
      data-ready={lifted || undefined}
      data-tone={column.tone ?? undefined}
      aria-label={column.label}
    >
      <ClosingSheet
        view={view}
        column={column}
        row={asked}
        on_close={props.work.leave_move}
        on_done={props.work.finish_move}
      >
        <ColumnHead
          view={view}
          column={column}
          folded={folded}
          on_fold={() => on_fold(column.key)}
        />
      </ClosingSheet>
      {folded ? null : <Cards {...props} />}
    </section>
  );
}

function Cards({ view, column, place, menu, open, asked, instructions, work }: ColumnProps) {
  const [density] = use_preference<"regular" | "compact">("density", "regular");
  const query = useInfiniteQuery(view.cards_of(column.key));
  const cards = useMemo(
    () =>
      (query.data?.pages ?? [])
        .flatMap((page) => page.records)
        .filter((row) => row[view.field] === column.key),
    [query.data, view.field, column.key],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const size = card_height[density] + gap;
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    getItemKey: (index) => cards[index]?.id ?? index,
    overscan: 6,
    paddingStart: 2,
    paddingEnd: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the density
  useEffect(() => virtual.measure(), [size]);
  useEffect(
    () => work.give_cards(column.key, cards, (to) => virtual.scrollToIndex(to)),
    [work, column.key, cards, virtual],
  );
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > cards.length - 15) void fetchNextPage();
  }, [last, cards.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isPending) return <CardSkeletons height={card_height[density]} />;
  if (query.error && cards.length === 0) {
    return (
      <div className={styles.note} role="alert">
        <p>{w("column_failed")}</p>
        <button type="button" className={styles.again} onClick={() => void query.refetch()}>
          {t("try_again")}
        </button>
      </div>
    );
  }
  const scope = `${view.object.plural} ${view.scope?.chosen ?? ""}`;
  return (
    <div ref={scroller} className={styles.cards} data-scroller>
      {cards.length === 0 ? <p className={styles.note}>{w("column_empty")}</p> : null}
      <ul style={{ height: virtual.getTotalSize() }} className={styles.track}>
        {items.map((item) => {
          const row = cards[item.index]!;
          return (
            <CardPlace
              key={row.id}
              view={view}
              column={column}
              row={row}
              place={place}
              scope={scope}
              start={item.start}
              height={card_height[density]}
              opened={menu === row.id}
              open={open === row.id}
              asked={asked?.id === row.id}
              instructions={instructions}
              work={work}
            />
          );
        })}
      </ul>
      {isFetchingNextPage ? (
        <p className={styles.note} role="status">
          {w("column_more")}
        </p>
      ) : null}
      {view.object.can.create && !view.as_of && column.outcome === "open" ? (
        <AddCard view={view} column={column} />
      ) : null}
    </div>
  );
}

type PlaceProps = {
  view: BoardView;
  column: Column;
  row: Row;
  place: number;
  scope: string;
  start: number;
  height: number;
  opened: boolean;
  open: boolean;
  asked: boolean;
  instructions: string;
  work: ColumnWork;
};

// A card at its place. Cards keep their element when others come or go above them, so that the
// change of place is seen as a glide.
const CardPlace = memo(function CardPlace(props: PlaceProps) {
  const { view, column, row, place, scope, start, height, opened, work } = props;
  const arrived = use_arrival(row.id, place, scope);
  return (
    <li className={styles.place} style={{ height, transform: `translateY(${start}px)` }}>
      <Card
        object={view.object}
        row={row}
        sum={view.sum}
        rotting_days={column.rotting_days}
        may_move={view.may_move}
        instructions={props.instructions}
        arrived={arrived}
        asked={props.asked}
        open={props.open}
        on_open={work.open_card}
        menu={
          view.may_move ? (
            <MoveMenu
              object={view.object}
              row={row}
              columns={view.columns ?? []}
              here={column.key}
              opened={opened}
              on_opened={(open) => work.open_menu(open ? row.id : null)}
              on_move={work.ask_move}
            />
          ) : null
        }
      />
    </li>
  );
});

function AddCard({ view, column }: { view: BoardView; column: Column }) {
  const { object, scope, field } = view;
  const values: Record<string, unknown> = { [field]: column.key };
  if (scope?.chosen) values[scope.field.name] = scope.chosen;
  const label = w("new_in", { object: object.label, stage: column.label });
  return (
    <button
      type="button"
      className={styles.add}
      aria-label={label}
      onClick={() => open_create(object.name, values)}
    >
      <AddIcon size={14} aria-hidden />
      <span>{w("new_one", { object: object.label })}</span>
    </button>
  );
}

export function CardSkeletons({ height = 88 }: { height?: number }) {
  return (
    <div className={styles.cards} aria-hidden>
      {Array.from({ length: 4 }, (_, index) => (
        <div
          key={index}
          className={styles.skeleton}
          style={{ height, opacity: 1 - index * 0.22 }}
        />
      ))}
    </div>
  );
}
