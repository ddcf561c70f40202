import { useQueries, useQuery } from "@tanstack/react-query";
import { aggregate_query, page_query } from "../../api/records";
import type { AggregateAnswer, Row } from "../../api/types";
import { type Search, use_address } from "../../records/address";
import { all_of, is, owned_by, rows_address } from "../../records/filters/filter_text";
import { day_on_screen } from "../../records/time/as_of";
import { month_ends, type Range, range_of_period, within } from "./periods";

// What the dashboard asks, from what the address says.

export const usual_period = "last_12_months";

export type Scope = {
  filter: string | undefined;
  range: Range;
  as_of: string | undefined;
  // The filter of what was closed in the period.
  closed: string | undefined;
  rows: (...more: (string | undefined)[]) => string;
};

export function scope_of(search: Search): Scope {
  const range =
    search.from || search.to
      ? { from: search.from, to: search.to }
      : range_of_period(search.period ?? usual_period, day_on_screen());
  const filter = all_of(
    search.pipeline && is("pipeline", search.pipeline),
    owned_by(search.owner),
    search.team && is("owner.team", search.team),
  );
  const closed = within("closed_on", range);
  const { as_of } = search;
  const rows = (...more: (string | undefined)[]) =>
    rows_address("deals", { filter: all_of(filter, ...more), as_of });
  return { filter, range, as_of, closed, rows };
}

export const use_scope = (): Scope => scope_of(use_address().search);

type Asked = { group?: string; measure?: string; filter?: string; sort?: string };

export function use_figures(scope: Scope, asked: Asked) {
  return useQuery({
    ...aggregate_query("deals", {
      group: asked.group,
      measure: asked.measure ?? "count,sum(amount)",
      filter: all_of(scope.filter, asked.filter),
      sort: asked.sort,
      as_of: scope.as_of,
    }),
    // While filters change, the old figures stand until the new ones are there.
    placeholderData: (before) => before as AggregateAnswer | undefined,
  });
}

export const open_on = (day: string) =>
  `started_on <= "${day}" AND (NOT closed_on:* OR closed_on > "${day}")`;

const points = 12;

export function use_open_over_time(scope: Scope) {
  const days = month_ends(day_on_screen(), points);
  const answers = useQueries({
    queries: days.map((day) =>
      aggregate_query("deals", {
        measure: "count,sum(amount)",
        filter: all_of(scope.filter, open_on(day)),
        as_of: scope.as_of,
      }),
    ),
  });
  return { days, answers };
}

export function use_stages() {
  const stages = useQuery(page_query("stages", { limit: 200 })).data?.records ?? [];
  const pipelines = useQuery(page_query("pipelines", { limit: 200 })).data?.records ?? [];
  const place = (row: Row) => Number(row.position ?? 0);
  return { stages: stages.toSorted((one, other) => place(one) - place(other)), pipelines };
}
