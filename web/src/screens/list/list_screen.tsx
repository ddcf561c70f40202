import { useMediaQuery } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { expand_of, fields_of_list } from "../../api/objects";
import { Problem } from "../../api/problem";
import { count_query, list_query } from "../../api/records";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { format_number } from "../../i18n/format";
import { AddIcon } from "../../look/icons";
import { ObjectIcon } from "../../look/object_icon";
import { open_create } from "../../records/dialogs";
import { FilterBar } from "../../records/filters/filter_bar";
import { ViewsMenu } from "../../records/filters/views_menu";
import { use_screen_title } from "../../records/screen_title";
import { Empty, Failed } from "../../records/states";
import { say_past_stands } from "../../records/time/moment";
import { w as sheet_words } from "../../words/sheets";
import { BulkBar } from "./bulk_bar";
import { ColumnsMenu } from "./columns_menu";
import styles from "./list.module.css";
import { ListTools } from "./list_tools";
import { nothing_chosen } from "./selection";
import { Table } from "./table";
import { use_list_state } from "./use_list_state";
import { use_sheet_drop } from "./use_sheet_drop";

export function ListScreen({ object }: { object: ObjectType }) {
  const state = use_list_state(object);
  const [chosen, choose] = useState(nothing_chosen);
  const narrow = useMediaQuery("(max-width: 720px)") ?? false;
  use_screen_title(object.label_plural);
  const drop = use_sheet_drop(object);

  const query = {
    filter: state.filter,
    sort: state.sort,
    as_of: state.as_of,
    expand: expand_of(state.columns),
    fields: fields_of_list(state.columns),
  };
  const list = useInfiniteQuery({
    ...list_query(object.plural, query),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    ...count_query(object.plural, query),
    enabled: !list.error,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.records) ?? [], [list.data]);
  const filter_problem =
    list.error instanceof Problem && list.error.reason === "invalid" && state.filter
      ? list.error.message
      : undefined;
  const total = count.data?.count;

  return (
    <section className={styles.list} aria-label={object.label_plural} {...drop.handlers}>
      {drop.over ? <div className={styles.drop}>{sheet_words("drop")}</div> : null}
      <h1 className="only_read_aloud">{object.label_plural}</h1>
      <div className={styles.tools} data-no-print>
        <div className={styles.tools_row}>
          <ViewsMenu
            object={object}
            kind="list"
            shown={{
              filter: state.filter,
              sort: state.sort,
              columns: state.columns.map((field) => field.name),
            }}
          />
          <span className={styles.count} aria-live="polite">
            {total === undefined ? "" : format_number(total)}
          </span>
          <span className={styles.space} />
          <ListTools object={object} state={state} />
          <ColumnsMenu object={object} columns={state.columns} on_change={state.set_columns} />
        </div>
        <FilterBar
          object={object}
          filter={state.filter}
          on_change={state.set_filter}
          problem={filter_problem}
        />
      </div>
      {list.error && !filter_problem ? (
        <Failed error={list.error} retry={() => void list.refetch()} />
      ) : !list.isPending && rows.length === 0 && !filter_problem ? (
        <NothingHere
          object={object}
          filtered={!!state.filter}
          past={!!state.as_of}
          clear={() => state.set_filter("")}
        />
      ) : (
        <Table
          object={object}
          state={state}
          rows={rows}
          total={total}
          loading={list.isPending}
          stale={list.isPlaceholderData}
          narrow={narrow}
          chosen={chosen}
          choose={state.as_of ? say_past_stands : choose}
          has_more={list.hasNextPage}
          load_more={() => {
            if (!list.isFetchingNextPage) void list.fetchNextPage();
          }}
        />
      )}
      {chosen.ids.size > 0 && !state.as_of ? (
        <BulkBar
          object={object}
          filter={state.filter}
          total={total}
          loaded={rows.length}
          chosen={chosen}
          choose={choose}
        />
      ) : null}
    </section>
  );
}

type NothingProps = {
  object: ObjectType;
  filtered: boolean;
  past: boolean;
  clear: () => void;
};

function NothingHere({ object, filtered, past, clear }: NothingProps) {
  const picture = <ObjectIcon object={object} size={22} />;
  if (filtered) {
    return (
      <Empty text={t("none_match", { objects: object.label_plural })} picture={picture}>
        <button type="button" className={styles.primary} onClick={clear}>
          {t("clear_filter")}
        </button>
      </Empty>
    );
  }
  if (past)
    return <Empty text={t("none_then", { objects: object.label_plural })} picture={picture} />;
  return (
    <Empty text={t("none_yet", { objects: object.label_plural })} picture={picture}>
      {object.can.create ? (
        <button type="button" className={styles.primary} onClick={() => open_create(object.name)}>
          <AddIcon size={15} aria-hidden />
          {t("create_object", { object: object.label })}
        </button>
      ) : null}
    </Empty>
  );
}
