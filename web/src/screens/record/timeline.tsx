import { Button } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { timeline_query } from "../../api/records";
import type { ObjectType, Row, TimelineEntry } from "../../api/types";
import { t } from "../../i18n";
import { date_in_zone, format_date, format_date_near } from "../../i18n/format";
import { Titles } from "../../records/saving/changed_value";
import { Bars, Failed } from "../../records/states";
import { use_moment } from "../../records/time/moment";
import { Composer } from "./composer";
import styles from "./timeline.module.css";
import { Entry } from "./timeline_entry";

const filters = [
  { key: "all", kinds: "" },
  { key: "notes", kinds: "note" },
  { key: "calls", kinds: "call" },
  { key: "mails", kinds: "mail,letter" },
  { key: "meetings", kinds: "meeting,visit" },
  { key: "tasks", kinds: "task" },
  { key: "files", kinds: "file" },
  { key: "changes", kinds: "change,stage" },
] as const;

type TimelineProps = { object: ObjectType; row: Row; read_only: boolean };

// What happened and what is planned, newest first, with the place to add to it.
export function Timeline({ object, row, read_only }: TimelineProps) {
  const as_of = use_moment();
  const [filter, set_filter] = useState<(typeof filters)[number]>(filters[0]);
  const timeline = useInfiniteQuery({
    ...timeline_query(object.plural, row.id, filter.kinds, as_of),
    placeholderData: keepPreviousData,
  });
  const entries = timeline.data?.pages.flatMap((page) => page.entries) ?? [];
  const titles = Object.assign({}, ...(timeline.data?.pages ?? []).map((page) => page.titles));
  const now = as_of ? Date.parse(as_of) : Date.now();
  const ahead = entries
    .filter((entry) => entry.kind === "activity" && !entry.done)
    .sort((one, other) => ((one.due_at ?? one.at) < (other.due_at ?? other.at) ? -1 : 1));
  const past = entries.filter((entry) => !ahead.includes(entry));
  return (
    <section className={styles.timeline} aria-label={t("timeline")}>
      {read_only ? null : <Composer object={object} row={row} />}
      <div
        className={styles.filters}
        role="toolbar"
        aria-label={t("filter_timeline")}
        data-no-print
      >
        {filters.map((one) => (
          <button
            key={one.key}
            type="button"
            aria-pressed={filter.key === one.key}
            onClick={() => set_filter(one)}
          >
            {t(`timeline_${one.key}`)}
          </button>
        ))}
      </div>
      {timeline.error ? (
        <Failed error={timeline.error} retry={() => void timeline.refetch()} />
      ) : timeline.isPending ? (
        <Bars count={5} height={34} />
      ) : entries.length === 0 ? (
        <p className={styles.empty}>{t("timeline_empty")}</p>
      ) : (
        <Titles.Provider value={titles}>
          {ahead.length > 0 ? (
            <>
              <h2 className={styles.day}>{t("to_do")}</h2>
              <ol>
                {ahead.map((entry) => (
                  <Entry
                    key={key_of(entry)}
                    entry={entry}
                    overdue={!!entry.due_at && Date.parse(entry.due_at) < now}
                    read_only={read_only}
                  />
                ))}
              </ol>
            </>
          ) : null}
          {by_day(past).map(([day, of_day]) => (
            <div key={day}>
              <h2 className={styles.day} title={format_date(day, "long")}>
                {format_date_near(day)}
              </h2>
              <ol>
                {of_day.map((entry) => (
                  <Entry key={key_of(entry)} entry={entry} />
                ))}
              </ol>
            </div>
          ))}
          {timeline.hasNextPage ? (
            <Button
              variant="default"
              loading={timeline.isFetchingNextPage}
              onClick={() => void timeline.fetchNextPage()}
            >
              {t("show_older")}
            </Button>
          ) : null}
        </Titles.Provider>
      )}
    </section>
  );
}

const key_of = (entry: TimelineEntry) => `${entry.kind}${entry.id}${entry.change}${entry.at}`;

function by_day(entries: TimelineEntry[]): [string, TimelineEntry[]][] {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const day = date_in_zone(new Date(entry.at));
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}
