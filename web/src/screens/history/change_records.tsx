import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { change_query } from "../../api/changes";
import { find_object, use_objects } from "../../api/objects";
import type { ChangeSet, RecordChange } from "../../api/types";
import { t, t_known } from "../../i18n";
import { format_number } from "../../i18n/format";
import { Titles } from "../../records/saving/changed_value";
import { FieldChanges } from "../../records/saving/field_changes";
import { Bars, Failed } from "../../records/states";
import styles from "./history.module.css";

// All records of a change set, page by page.
export function AllRecords({ change }: { change: ChangeSet }) {
  const all = useInfiniteQuery(change_query(change.id));
  if (all.error) return <Failed error={all.error} retry={() => void all.refetch()} />;
  if (all.isPending) return <Bars count={3} height={18} />;
  const records = all.data.pages.flatMap((page) => page.changes);
  const titles = Object.assign({}, ...all.data.pages.map((page) => page.titles));
  return (
    <Titles.Provider value={titles}>
      {records.map((one) => (
        <OneRecord key={`${one.object}${one.record}`} change={one} />
      ))}
      {all.hasNextPage ? (
        <p className={styles.more}>
          {t("only_some_records", {
            shown: format_number(records.length),
            count: format_number(change.records),
          })}
          <Button
            variant="default"
            loading={all.isFetchingNextPage}
            onClick={() => void all.fetchNextPage()}
          >
            {t("more_records")}
          </Button>
        </p>
      ) : null}
    </Titles.Provider>
  );
}

// `quiet`: it is clear which record it is.
type OneProps = { change: RecordChange; quiet?: boolean; at_most?: number };

export function OneRecord({ change, quiet, at_most }: OneProps) {
  const objects = use_objects();
  const object = find_object(objects, change.object);
  return (
    <div className={styles.record}>
      {quiet || !change.record ? null : (
        <p>
          <span className={styles.verb}>{t_known(`verb_${change.verb}`, change.verb)}</span>{" "}
          {object ? (
            <Link
              to="/$plural/$id"
              params={{ plural: object.plural, id: change.record }}
              preload={false}
            >
              {change.title || t("untitled")}
            </Link>
          ) : (
            change.title
          )}
        </p>
      )}
      {change.fields.length > 0 ? (
        <FieldChanges
          object={change.object}
          fields={change.fields}
          at_most={at_most ?? Number.POSITIVE_INFINITY}
        />
      ) : null}
    </div>
  );
}
