import { useQuery } from "@tanstack/react-query";
import { field_of } from "../../api/objects";
import { aggregate_query, list_query } from "../../api/records";
import type { AggregateAnswer, ObjectType } from "../../api/types";
import { quoted } from "../../fields/kind";
import { type Address, use_address } from "../../records/address";
import { all_of, is, owned_by, rows_address } from "../../records/filters/filter_text";
import { type BoardColumns, use_columns } from "./columns";
import { type SortName, sort_of } from "./order";
import { measures_of } from "./totals";

// What the address asks the board to show, and the questions to the server that follow from it.

export type BoardView = BoardColumns & {
  object: ObjectType;
  address: Address;
  field: string;
  sum: string | null;
  filter: string | undefined;
  filtered: boolean;
  sort_name: SortName;
  sort: string;
  as_of: string | undefined;
  may_move: boolean;
  answer: AggregateAnswer | undefined;
  totals: ReturnType<typeof aggregate_query>;
  cards_of: (key: string) => ReturnType<typeof list_query>;
  rows_of: (key: string) => string;
};

const card_fields = [
  "account",
  "owner",
  "stage_since",
  "next_activity_at",
  "pipeline",
  "status",
  "company",
  "expected_close",
  "closed_on",
  "lost_reason",
  "probability",
  "due_at",
];
const page_size = 60;

// A word is looked for in the name, and in the account's where there is one.
export function filter_of_words(object: ObjectType, words: string | undefined): string | undefined {
  if (!words?.trim()) return undefined;
  const text = quoted(words.trim());
  const account = field_of(object, "account");
  return account
    ? `${object.title} : ${text} OR account.name : ${text}`
    : `${object.title} : ${text}`;
}

export function use_board_view(object: ObjectType): BoardView {
  const address = use_address();
  const { search } = address;
  const shown = use_columns(object, search.pipeline);
  const field = object.board?.field ?? "";
  const sum = object.board?.sum ?? null;
  const [sort_name, sort] = sort_of(object, search.sort);
  const { scope } = shown;
  const as_of = search.as_of;
  const filter = all_of(
    scope?.chosen ? is(scope.field.name, scope.chosen) : undefined,
    owned_by(search.owner),
    filter_of_words(object, search.q),
    search.filter && `(${search.filter})`,
  );
  const weighted = !!sum && !!field_of(object, "probability");
  const measure = measures_of({ field, sum }, weighted);
  const totals = aggregate_query(object.plural, { group: field, measure, filter, as_of });
  const ready = !!shown.columns && shown.columns.length > 0;
  const { data: answer } = useQuery({ ...totals, enabled: ready });
  const known = card_fields.filter((name) => field_of(object, name));
  const names = [...new Set([object.title, field, ...(sum ? [sum] : []), ...known])];
  const expand = ["account", "owner"].filter((name) => field_of(object, name)).join(",");
  const filter_in = (key: string) => all_of(filter, is(field, key));
  return {
    ...shown,
    object,
    address,
    field,
    sum,
    filter,
    filtered: !!(search.owner || search.q || search.filter),
    sort_name,
    sort,
    as_of,
    may_move: object.can.update && !as_of,
    answer,
    totals,
    cards_of: (key) =>
      list_query(object.plural, {
        filter: filter_in(key),
        sort,
        as_of,
        expand: expand || undefined,
        fields: names.join(","),
        limit: page_size,
      }),
    rows_of: (key) => rows_address(object.plural, { filter: filter_in(key), as_of }),
  };
}
