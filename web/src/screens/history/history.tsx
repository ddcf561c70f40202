import { Button, NativeSelect } from "@mantine/core";
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { changes_query, record_changes_query } from "../../api/changes";
import { use_objects } from "../../api/objects";
import type { ChangeSet, ObjectType } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { t } from "../../i18n";
import { date_in_zone, format_date, format_date_near } from "../../i18n/format";
import { BackIcon, HistoryIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { use_screen_title } from "../../records/screen_title";
import { Bars, Empty, Failed } from "../../records/states";
import { ChangeCard } from "./change_card";
import styles from "./history.module.css";

type Pages = UseInfiniteQueryResult<InfiniteData<{ changes: ChangeSet[] }>>;
const origins = ["screen", "api", "import", "automation", "sync", "command_line"] as const;

export function WholeHistory() {
  const { search, change } = use_address();
  const objects = use_objects();
  use_screen_title(t("history"));
  const query = { actor: search.actor, object: search.object, origin: search.origin };
  const changes = useInfiniteQuery(changes_query(query));
  return (
    <section className={styles.history}>
      <h1>{t("history")}</h1>
      <p className={styles.lead}>{t("history_lead")}</p>
      <div className={styles.filters} data-no-print>
        <NativeSelect
          aria-label={t("object")}
          value={search.object ?? ""}
          onChange={(event) => change({ object: event.currentTarget.value })}
          data={[
            { value: "", label: t("all_objects") },
            ...objects.map((object) => ({ value: object.name, label: object.label_plural })),
          ]}
        />
        <NativeSelect
          aria-label={t("origin")}
          value={search.origin ?? ""}
          onChange={(event) => change({ origin: event.currentTarget.value })}
          data={[
            { value: "", label: t("all_origins") },
            ...origins.map((name) => ({ value: name, label: t(`origin_${name}`) })),
          ]}
        />
        <div className={styles.person}>
          <FieldEditor
            key={search.actor ?? ""}
            field={{ name: "actor", label: t("by_whom"), kind: "reference", target: "user" }}
            label={t("by_whom")}
            placeholder={t("by_anyone")}
            value={search.actor ?? null}
            on_change={(id) => change({ actor: typeof id === "string" ? id : null })}
          />
        </div>
      </div>
      <ChangeList changes={changes as Pages} />
    </section>
  );
}

type RecordHistoryProps = { object: ObjectType; id: string; title: string };

export function RecordHistory({ object, id, title }: RecordHistoryProps) {
  const changes = useInfiniteQuery(record_changes_query(object.plural, id));
  return (
    <section className={styles.history}>
      <Link to="/$plural/$id" params={{ plural: object.plural, id }} className={styles.back}>
        <BackIcon size={15} aria-hidden /> {title || object.label}
      </Link>
      <h1>{t("history_of", { name: title })}</h1>
      <ChangeList changes={changes as Pages} one_record />
    </section>
  );
}

function ChangeList({ changes, one_record }: { changes: Pages; one_record?: boolean }) {
  const all = changes.data?.pages.flatMap((page) => page.changes) ?? [];
  if (changes.error) {
    return <Failed error={changes.error} retry={() => void changes.refetch()} />;
  }
  if (changes.isPending) return <Bars count={6} height={40} />;
  if (all.length === 0) {
    return <Empty text={t("history_empty")} picture={<HistoryIcon size={22} />} />;
  }
  return (
    <>
      {by_day(all).map(([day, of_day]) => (
        <div key={day}>
          <h2 className={styles.day} title={format_date(day, "long")}>
            {format_date_near(day)}
          </h2>
          <ol className={styles.list}>
            {of_day.map((change) => (
              <ChangeCard key={change.id} change={change} one_record={one_record} />
            ))}
          </ol>
        </div>
      ))}
      {changes.hasNextPage ? (
        <Button
          variant="default"
          loading={changes.isFetchingNextPage}
          onClick={() => void changes.fetchNextPage()}
        >
          {t("show_older")}
        </Button>
      ) : null}
    </>
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
