import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { ChangePage } from "../../api/changes";
import type { ChangeSet } from "../../api/types";
import { t } from "../../i18n";
import { date_in_zone, format_date, format_date_near } from "../../i18n/format";
import { use_keys } from "../../keys/use_keys";
import { HistoryIcon } from "../../look/icons";
import { Titles } from "../../records/saving/changed_value";
import { undo, undo_last } from "../../records/saving/undo";
import { Bars, Empty, Failed } from "../../records/states";
import { ChangeCard } from "./change_card";
import styles from "./history.module.css";

export type Pages = UseInfiniteQueryResult<InfiniteData<ChangePage>>;

// `one_record`: the id of the record whose history it is.
type ListProps = { changes: Pages; filtered: boolean; one_record?: string };

// Change sets by day, newest first; what is new since the page was opened glides in on top.
export function ChangeList({ changes, filtered, one_record }: ListProps) {
  const pages = changes.data?.pages ?? [];
  const all = pages.flatMap((page) => page.changes);
  const titles = Object.assign({}, ...pages.map((page) => page.titles));
  const [current, set_current] = useState<string | null>(null);
  const [open, set_open] = useState<ReadonlySet<string>>(new Set());
  const newest_at_first = useRef<number | null>(null);
  newest_at_first.current ??= all[0]?.seq ?? null;
  use_history_keys(all, current, (id) => toggle(id));

  function toggle(id: string) {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    set_open(next);
  }
  if (changes.error && all.length === 0) {
    return <Failed error={changes.error} retry={() => void changes.refetch()} />;
  }
  if (changes.isPending) return <Bars count={6} height={40} />;
  if (all.length === 0 && !changes.hasNextPage) {
    const text = t(filtered ? "history_none" : "history_empty");
    return <Empty text={text} picture={<HistoryIcon size={22} />} />;
  }
  return (
    <Titles.Provider value={titles}>
      {by_day(all).map(([day, of_day]) => (
        <div key={day}>
          <h2 className={styles.day} title={format_date(day, "long")}>
            {format_date_near(day)}
          </h2>
          <ol className={styles.list} data-stale={changes.isPlaceholderData || undefined}>
            {of_day.map((change) => (
              <ChangeCard
                key={change.id}
                change={change}
                one_record={one_record}
                open={open.has(change.id)}
                arrived={change.seq > (newest_at_first.current ?? 0)}
                on_toggle={() => toggle(change.id)}
                on_focus={() => set_current(change.id)}
              />
            ))}
          </ol>
        </div>
      ))}
      {changes.hasNextPage ? (
        <div className={styles.further}>
          {all.length === 0 ? <p>{t("history_looked")}</p> : null}
          <Button
            variant="default"
            loading={changes.isFetchingNextPage}
            onClick={() => void changes.fetchNextPage()}
          >
            {t(all.length === 0 ? "look_further" : "show_older")}
          </Button>
        </div>
      ) : null}
    </Titles.Provider>
  );
}

function use_history_keys(all: ChangeSet[], current: string | null, toggle: (id: string) => void) {
  const group = t("keys_history");
  const place = all.findIndex((change) => change.id === current);
  const step = (by: 1 | -1) => {
    const to = all[place < 0 ? 0 : Math.max(0, Math.min(all.length - 1, place + by))];
    if (to) document.querySelector<HTMLElement>(`[data-change="${to.id}"]`)?.focus();
  };
  use_keys(
    [
      { press: "j", label: t("key_next_change"), group, run: () => step(1) },
      { press: "k", label: t("key_previous_change"), group, run: () => step(-1) },
      {
        press: "enter",
        label: t("key_open_change"),
        group,
        run: () => all[place] && toggle(all[place].id),
      },
      {
        press: "z",
        label: t("key_undo_change"),
        group,
        run: () => {
          // Only what has the focus is meant; else it is the last change, as everywhere.
          const focused = (document.activeElement as HTMLElement | null)?.closest("[data-change]");
          const change = focused ? all[place] : undefined;
          if (change && !change.undone_by) void undo(change.id);
          else if (!change) undo_last();
        },
      },
    ],
    { when: all.length > 0 },
  );
}

function by_day(changes: ChangeSet[]): [string, ChangeSet[]][] {
  const days = new Map<string, ChangeSet[]>();
  for (const change of changes) {
    const day = date_in_zone(new Date(change.at));
    days.set(day, [...(days.get(day) ?? []), change]);
  }
  return [...days];
}
