import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { type RefObject, useEffect, useState } from "react";
import { title_of } from "../../api/objects";
import { format_date, format_money, format_money_short } from "../../i18n/format";
import { ListIcon, SearchIcon } from "../../look/icons";
import { OwnerPicker } from "../../records/forms/owner_picker";
import { AsOfPicker } from "../../records/time/as_of_picker";
import { w, w_count } from "../../words/board";
import styles from "./board.module.css";
import { type SortName, sorts_of } from "./order";
import { total_of_all } from "./totals";
import type { BoardView } from "./view";

type Props = { view: BoardView; find: RefObject<HTMLInputElement | null> };

export function BoardToolbar({ view, find }: Props) {
  const { object, scope, address } = view;
  const { search, change } = address;
  return (
    <div className={styles.toolbar} data-no-print>
      {scope && scope.rows.length > 1 ? (
        <NativeSelect
          size="xs"
          aria-label={w("pipeline")}
          value={scope.chosen ?? ""}
          onChange={(event) => change({ pipeline: event.currentTarget.value })}
          data={scope.rows.map((row) => ({ value: row.id, label: title_of(scope.object, row) }))}
        />
      ) : null}
      {object.fields.some((field) => field.name === "owner") ? (
        <OwnerPicker owner={search.owner} on_change={(owner) => change({ owner })} />
      ) : null}
      <FindInput
        words={search.q ?? ""}
        on_change={(q) => change({ q }, { replace: true })}
        to={find}
      />
      <NativeSelect
        size="xs"
        aria-label={w("sort")}
        value={view.sort_name}
        onChange={(event) => change({ sort: event.currentTarget.value })}
        data={sorts_of(object).map((name: SortName) => ({ value: name, label: w(`sort_${name}`) }))}
      />
      <AsOfPicker as_of={view.as_of} on_change={(as_of) => change({ as_of })} />
      <span className={styles.gap} />
      <Whole view={view} />
      <Link
        to="/$plural"
        params={{ plural: object.plural }}
        search={{ filter: view.filter, as_of: view.as_of } as never}
        className={styles.as_list}
      >
        <ListIcon size={15} aria-hidden />
        <span>{w("as_list")}</span>
      </Link>
    </div>
  );
}

type FindProps = {
  words: string;
  on_change: (words: string | null) => void;
  to: RefObject<HTMLInputElement | null>;
};

function FindInput({ words, on_change, to }: FindProps) {
  const [typed, set_typed] = useState(words);
  const tell = useDebouncedCallback((text: string) => on_change(text || null), 200);
  useEffect(() => set_typed(words), [words]);
  return (
    <TextInput
      ref={to}
      size="xs"
      className={styles.find}
      aria-label={w("find")}
      placeholder={w("find")}
      leftSection={<SearchIcon size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        set_typed(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        set_typed("");
        on_change(null);
        event.currentTarget.blur();
      }}
    />
  );
}

// What is open on the whole board.
function Whole({ view }: { view: BoardView }) {
  const { object, sum, columns, answer } = view;
  if (!answer || !columns) return null;
  const open = columns.filter((column) => column.outcome === "open").map((column) => column.key);
  const total = total_of_all(answer, { field: view.field, sum }, open);
  const money = (amount: number) => ({ amount, currency: answer.currency });
  const rates = (answer.rates ?? []).map((rate) =>
    w("rates", { currency: rate.currency, rate: rate.rate, date: format_date(rate.on) }),
  );
  const about = [answer.currency ? w("totals_in", { currency: answer.currency }) : "", ...rates];
  const words = { object: object.label, objects: object.label_plural };
  return (
    <p className={styles.whole} title={about.join(" ")} role="status">
      <span>{w_count("count", total.count, words)}</span>
      {sum ? (
        <b title={[format_money(money(total.sum), { exact: true }), ...about].join(" ")}>
          {format_money_short(money(total.sum))}
        </b>
      ) : null}
      {total.weighted !== null ? (
        <span>{w("weighted", { sum: format_money_short(money(total.weighted)) })}</span>
      ) : null}
    </p>
  );
}
