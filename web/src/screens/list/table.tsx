import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ObjectType, Row } from "../../api/types";
import { kind_of } from "../../fields/kinds";
import { t } from "../../i18n";
import { use_panel } from "../../records/address";
import { use_preference } from "../../records/preferences";
import { Bars } from "../../records/states";
import { say_past_stands } from "../../records/time/moment";
import { HeadRow } from "./head_row";
import styles from "./list.module.css";
import { RowCard } from "./row_card";
import { type Chosen, choose_loaded, extend_to, nothing_chosen, toggle } from "./selection";
import { type RowWork, TableRow } from "./table_row";
import type { ListState } from "./use_list_state";
import { use_table_keys } from "./use_table_keys";

type TableProps = {
  object: ObjectType;
  state: ListState;
  rows: Row[];
  total?: number;
  loading: boolean;
  stale: boolean;
  narrow: boolean;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  has_more: boolean;
  load_more: () => void;
};

export type Place = { row: number; column: number };
const ahead = 30;

export function Table(props: TableProps) {
  const { object, state, rows, narrow, chosen, choose, has_more, load_more } = props;
  const [density] = use_preference("density", "regular");
  const [place, set_place] = useState<Place>({ row: 0, column: 0 });
  const [editing, set_editing] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const panel = use_panel();
  const navigate = useNavigate();
  const height = narrow ? 64 : density === "compact" ? 32 : 40;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    scrollPaddingStart: 40,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height needs new measures
  useEffect(() => virtual.measure(), [height]);
  useEffect(() => {
    if (has_more && last >= rows.length - ahead) load_more();
  }, [has_more, last, rows.length, load_more]);

  const order = useMemo(() => rows.map((row) => row.id), [rows]);
  const current = Math.min(place.row, rows.length - 1);

  function move(to: Place, focus = true) {
    const row = Math.max(0, Math.min(rows.length - 1, to.row));
    const column = Math.max(0, Math.min(state.columns.length - 1, to.column));
    set_place({ row, column });
    set_editing(false);
    virtual.scrollToIndex(row);
    if (!focus) return;
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`)?.focus({
        preventScroll: true,
      }),
    );
  }
  const open = (row: Row, as_page: boolean) => {
    if (as_page || narrow) void navigate({ to: `/${object.plural}/${row.id}` });
    else panel.show(object.plural, row.id, !!panel.open);
  };
  const latest = useRef<RowWork>(null);
  latest.current = {
    open: (index, as_page) => {
      const row = rows[index];
      if (!row) return;
      set_place({ row: index, column: place.column });
      open(row, as_page);
    },
    set_column: (index, column, edit) => {
      set_place({ row: index, column });
      set_editing(edit);
    },
    stop_editing: (to) => {
      set_editing(false);
      move({ row: current + to, column: place.column });
    },
    toggle: (id, extend) => choose(extend ? extend_to(chosen, id, order) : toggle(chosen, id)),
  };
  // The same functions on every render, for the same reason as the columns.
  const work = useMemo<RowWork>(
    () => ({
      open: (...what) => latest.current?.open(...what),
      set_column: (...what) => latest.current?.set_column(...what),
      stop_editing: (...what) => latest.current?.stop_editing(...what),
      toggle: (...what) => latest.current?.toggle(...what),
    }),
    [],
  );

  use_table_keys({
    active: !editing && rows.length > 0,
    narrow,
    panel_open: !!panel.open,
    move_by: (lines, columns) => {
      move({ row: current + lines, column: place.column + columns });
      const row = rows[Math.max(0, Math.min(rows.length - 1, current + lines))];
      // The side panel follows the row that is current.
      if (panel.open && lines !== 0 && row) panel.show(object.plural, row.id, true);
    },
    extend_by: (lines) => {
      const to = Math.max(0, Math.min(rows.length - 1, current + lines));
      const here = order[current];
      const start = chosen.ids.size === 0 && here ? toggle(nothing_chosen, here) : chosen;
      move({ row: to, column: place.column });
      if (order[to]) choose(extend_to(start, order[to], order));
    },
    toggle: () => order[current] && choose(toggle(chosen, order[current])),
    toggle_all: () =>
      choose(chosen.ids.size === order.length ? nothing_chosen : choose_loaded(order)),
    open: (as_page) => rows[current] && open(rows[current], as_page),
    edit: () => {
      if (state.as_of) say_past_stands();
      else if (!narrow && object.can.update) set_editing(true);
    },
    escape: () => {
      if (panel.open) panel.close();
      else choose(nothing_chosen);
    },
  });

  const template = `36px ${state.columns
    .map((field, index) => {
      const width = index === 0 ? 240 : (kind_of(field).width ?? 150);
      return `minmax(${width}px, ${index === 0 ? 1.6 : 1}fr)`;
    })
    .join(" ")}`;

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-stale={props.stale || undefined}
      data-print-flow
    >
      <div
        role="grid"
        aria-label={object.label_plural}
        aria-rowcount={props.total === undefined ? -1 : props.total + 1}
        aria-colcount={narrow ? 1 : state.columns.length + 1}
        aria-busy={props.loading}
        aria-multiselectable
        className={styles.grid}
        data-narrow={narrow || undefined}
        style={{ "--template": template } as React.CSSProperties}
      >
        {narrow ? null : (
          <HeadRow
            object={object}
            state={state}
            all_chosen={chosen.ids.size > 0 && chosen.ids.size === rows.length}
            some_chosen={chosen.ids.size > 0}
            toggle_all={() => choose(chosen.ids.size > 0 ? nothing_chosen : choose_loaded(order))}
          />
        )}
        {props.loading ? <TableSkeleton /> : null}
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const shared = { object, row, index: item.index, start: item.start, height };
            const here = item.index === current;
            if (narrow) {
              return <RowCard key={row.id} {...shared} columns={state.columns} current={here} />;
            }
            return (
              <TableRow
                key={row.id}
                {...shared}
                columns={state.columns}
                chosen={chosen.ids.has(row.id)}
                current={here}
                opened={panel.open?.id === row.id}
                column={here ? place.column : -1}
                editing={editing && here}
                read_only={!object.can.update || !!state.as_of}
                work={work}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function TableSkeleton() {
  return (
    <div style={{ padding: 16 }}>
      <span className="only_read_aloud">{t("loading")}</span>
      <Bars count={12} height={16} />
    </div>
  );
}
