import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { changes_query, record_changes_query } from "../../api/changes";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { BackIcon } from "../../look/icons";
import { use_screen_title } from "../../records/screen_title";
import { ChangeList, type Pages } from "./change_list";
import { HistoryFilters, use_history_filters } from "./filters";
import styles from "./history.module.css";

// Everything that anybody changed.
export function WholeHistory() {
  use_screen_title(t("history"));
  const { query, filtered } = use_history_filters();
  const changes = useInfiniteQuery({
    ...changes_query(query),
    placeholderData: keepPreviousData,
  });
  return (
    <section className={styles.history}>
      <h1>{t("history")}</h1>
      <p className={styles.lead}>{t("history_lead")}</p>
      <HistoryFilters />
      <ChangeList changes={changes as Pages} filtered={filtered} />
    </section>
  );
}

type RecordHistoryProps = { object: ObjectType; id: string; title: string };

// Everything that happened to one record.
export function RecordHistory({ object, id, title }: RecordHistoryProps) {
  const { query, filtered } = use_history_filters();
  const changes = useInfiniteQuery({
    ...record_changes_query(object.plural, id, query),
    placeholderData: keepPreviousData,
  });
  return (
    <section className={styles.history}>
      <Link to="/$plural/$id" params={{ plural: object.plural, id }} className={styles.back}>
        <BackIcon size={15} aria-hidden /> {title || object.label}
      </Link>
      <h1>{t("history_of", { name: title })}</h1>
      <HistoryFilters one_record />
      <ChangeList changes={changes as Pages} filtered={filtered} one_record={id} />
    </section>
  );
}
