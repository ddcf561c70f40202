import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client";
import { find_object, use_objects } from "../../api/objects";
import { page_query } from "../../api/records";
import { use_me } from "../../api/session";
import type { ChangeSet, ObjectType, Page } from "../../api/types";
import { add_days } from "../../fields/date_words";
import { today } from "../../i18n/format";
import { is } from "../../records/filters/filter_text";

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

const looked_at = 100;
const shown_changes = 12;

// Changes that others made to records of mine. Whose a record is stands in the record, not in the
// change, so those that were touched are asked for.
export function use_changes() {
  const me = use_me();
  const objects = use_objects();
  return useQuery({
    queryKey: ["changes", "mine", me.id],
    queryFn: async ({ signal }) => {
      const { changes } = await get<{ changes: ChangeSet[] }>(
        "/changes",
        { limit: looked_at },
        signal,
      );
      const others = changes.filter((change) => change.actor !== me.id);
      const mine = await owned_among(others, objects, signal);
      return others
        .filter((change) => change.changes.some((one) => mine.has(one.record)))
        .slice(0, shown_changes);
    },
    enabled: objects.length > 0,
  });
}

async function owned_among(changes: ChangeSet[], objects: ObjectType[], signal: AbortSignal) {
  const touched = records_touched(changes);
  const asked = [...touched].flatMap(([name, ids]) => {
    const object = find_object(objects, name);
    if (!object?.fields.some((field) => field.name === "owner")) return [];
    const filter = `owner = me AND (${[...ids].map((id) => is("id", id)).join(" OR ")})`;
    return get<Page>(`/${object.plural}`, { filter, fields: "id", limit: 200 }, signal);
  });
  const pages = await Promise.all(asked);
  return new Set(pages.flatMap((page) => page.records.map((row) => row.id)));
}

export function records_touched(changes: ChangeSet[]): Map<string, Set<string>> {
  const touched = new Map<string, Set<string>>();
  for (const change of changes) {
    // An import or a bulk edit is told by its first records; it is not looked through.
    for (const one of change.changes.slice(0, 3)) {
      const ids = touched.get(one.object) ?? new Set();
      if (ids.size < looked_at) touched.set(one.object, ids.add(one.record));
    }
  }
  return touched;
}
