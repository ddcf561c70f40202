import { Button, Progress } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { pairs_query, type Scan, scan_query, start_scan } from "../../api/duplicates";
import { find_object, use_objects } from "../../api/objects";
import { query_client } from "../../api/query_client";
import { t } from "../../i18n";
import { format_instant_near } from "../../i18n/format";
import { UsersIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { KindsBar } from "../../records/filters/kinds_bar";
import page from "../../records/page.module.css";
import { say_problem } from "../../records/saving/problem_text";
import { use_screen_title } from "../../records/screen_title";
import { Bars, Empty, Failed } from "../../records/states";
import { w } from "../../words/duplicates";
import styles from "./duplicates.module.css";
import { PairCard } from "./pair_card";
import { use_pair_keys } from "./pair_keys";
import { use_dismissal } from "./use_dismissal";

// All pairs that are likely to be one, best first: merge them, or set them apart for good.
export default function Duplicates() {
  const objects = use_objects();
  const { search, change } = use_address();
  const scan = useQuery(scan_query).data;
  use_screen_title(t("duplicates"));
  const compared = objects.filter((object) => scan?.objects.includes(object.name));
  const object = find_object(compared, search.object ?? "");
  return (
    <section className={`${page.page} ${styles.screen}`}>
      <div className={styles.head}>
        <h1>{t("duplicates")}</h1>
        <ScanState scan={scan} />
      </div>
      <p className={page.lead}>{w("lead")}</p>
      <KindsBar
        label={t("object")}
        objects={compared}
        chosen={object?.name}
        all={w("all")}
        choose={(name) => change({ object: name }, { replace: true })}
      />
      <Pairs object={object?.name} scan={scan} />
    </section>
  );
}

function ScanState({ scan }: { scan: Scan | undefined }) {
  if (!scan) return null;
  async function start() {
    try {
      await start_scan();
      await query_client.invalidateQueries({ queryKey: ["duplicates", "scan"] });
    } catch (error) {
      say_problem(error);
    }
  }
  const text =
    scan.state === "running"
      ? w("comparing", { percent: scan.percent })
      : scan.state === "waiting"
        ? w("waiting")
        : scan.ended_at
          ? w("compared_at", { when: format_instant_near(scan.ended_at) })
          : w("never_compared");
  return (
    <div className={styles.scan}>
      <span role="status">{text}</span>
      {scan.state === "running" ? (
        <Progress value={scan.percent} size="sm" aria-label={text} className={styles.bar} />
      ) : null}
      {scan.can_scan && scan.state === "idle" ? (
        <Button variant="default" size="compact-sm" onClick={() => void start()}>
          {w("compare_all")}
        </Button>
      ) : null}
    </div>
  );
}

function Pairs({ object, scan }: { object: string | undefined; scan: Scan | undefined }) {
  // Pairs come and go a moment after the records have changed, and while all are compared.
  const list = useInfiniteQuery({
    ...pairs_query(object),
    refetchInterval: scan && scan.state !== "idle" ? 2000 : 5000,
  });
  const { is_gone, dismiss } = use_dismissal();
  const pairs = (list.data?.pages.flatMap((page) => page.pairs) ?? []).filter(
    (pair) => !is_gone(pair),
  );
  use_pair_keys(pairs, dismiss);
  if (list.error) return <Failed error={list.error} retry={() => void list.refetch()} />;
  if (list.isPending) return <Bars count={6} height={54} />;
  if (pairs.length === 0 && !list.hasNextPage)
    return <Empty text={w("empty")} picture={<UsersIcon size={22} />} />;
  return (
    <>
      <ul className={styles.list}>
        {pairs.map((pair) => (
          <PairCard
            key={`${pair.a.id} ${pair.b.id}`}
            pair={pair}
            on_dismiss={() => void dismiss(pair)}
          />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("show_more")}
        </Button>
      ) : null}
    </>
  );
}
