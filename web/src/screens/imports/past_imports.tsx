import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { find_object, use_objects } from "../../api/objects";
import { t } from "../../i18n";
import { format_instant_exact, format_instant_near, format_number } from "../../i18n/format";
import { undo } from "../../records/saving/undo";
import { Bars, Failed } from "../../records/states";
import { w } from "../../words/imports";
import { w_count as tw_count } from "../../words/imports_together";
import styles from "./imports.module.css";
import { imports_query, started_at, use_undone } from "./questions";
import type { Import } from "./types";

export function PastImports() {
  const asked = useQuery(imports_query);
  return (
    <section className={styles.past}>
      <h2 className={styles.title}>{w("past")}</h2>
      {asked.error && !asked.data ? (
        <Failed error={asked.error} retry={() => void asked.refetch()} />
      ) : !asked.data ? (
        <Bars count={4} height={18} />
      ) : asked.data.length === 0 ? (
        <p className={styles.soft}>{w("none")}</p>
      ) : (
        <ul>
          {asked.data.map((one) => (
            <PastImport key={one.id} one={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function PastImport({ one }: { one: Import }) {
  const object = find_object(use_objects(), one.object ?? "");
  const at = started_at(one);
  const undone = use_undone(one);
  const state = undone ? "undone" : one.dry_run && one.state === "done" ? "waiting" : one.state;
  const counts = [
    one.created && `${format_number(one.created)} ${w("created")}`,
    one.updated && `${format_number(one.updated)} ${w("updated")}`,
    one.unchanged && `${format_number(one.unchanged)} ${w("unchanged")}`,
    one.failed && `${format_number(one.failed)} ${w("failed")}`,
  ].filter(Boolean);
  return (
    <li className={styles.past_row}>
      <Link to="/imports/$id" params={{ id: one.id }} className={styles.past_name}>
        {one.file_name}
        <span className={styles.soft}>
          {one.files.length > 0
            ? tw_count("files", one.files.length)
            : (object?.label_plural ?? one.object)}
        </span>
      </Link>
      <span className={styles.state} data-state={state}>
        {w(`state_${state}`)}
      </span>
      <span className={styles.soft}>{one.dry_run ? "" : counts.join(" · ")}</span>
      {at ? (
        <time dateTime={at} title={format_instant_exact(at)} className={styles.soft}>
          {format_instant_near(at)}
        </time>
      ) : (
        <span />
      )}
      {one.change && !undone ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void undo(one.change ?? "")}
          aria-label={`${t("undo")}: ${one.file_name}`}
        >
          {t("undo")}
        </Button>
      ) : (
        <span />
      )}
    </li>
  );
}
