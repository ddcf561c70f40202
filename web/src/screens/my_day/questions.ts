import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client";
import { page_query } from "../../api/records";
import { use_me } from "../../api/session";
import type { ChangeSet } from "../../api/types";
import { add_days } from "../../fields/date_words";
import { today } from "../../i18n/format";

// What a person's day is made of.

export const closing_days = 14;

export const filters = {
  // A note is something said, not something to do.
  activities: 'owner = me AND NOT done_at:* AND due_at:* AND kind != "note"',
  closing: () =>
    `owner = me AND status = "open" AND expected_close <= "${add_days(today(), closing_days)}"`,
  no_step: 'owner = me AND status = "open" AND NOT next_activity_at:*',
};

export const use_activities = () =>
  useQuery(
    page_query("activities", {
      filter: filters.activities,
      sort: "due_at",
      expand: "about",
      limit: 200,
    }),
  );

export const use_closing = () =>
  useQuery(
    page_query("deals", {
      filter: filters.closing(),
      sort: "expected_close",
      expand: "account",
      limit: 30,
    }),
  );

export const use_without_step = () =>
  useQuery(
    page_query("deals", {
      filter: filters.no_step,
      sort: "-amount",
      expand: "account",
      limit: 30,
    }),
  );

// Changes that others made to records of mine.
export function use_changes() {
  const me = use_me();
  return useQuery({
    queryKey: ["changes", "mine", me.id],
    queryFn: ({ signal }) =>
      get<{ changes: ChangeSet[] }>("/changes", { owner: me.id, limit: 60 }, signal),
    select: ({ changes }) => changes.filter((change) => change.actor !== me.id).slice(0, 12),
  });
}
