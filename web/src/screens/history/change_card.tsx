import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { find_object, use_objects } from "../../api/objects";
import type { ChangeSet, RecordChange } from "../../api/types";
import { t, t_count, t_known } from "../../i18n";
import { format_instant_exact, format_time } from "../../i18n/format";
import { Avatar } from "../../look/avatar";
import { RobotIcon, UndoIcon } from "../../look/icons";
import { undo } from "../../records/undo";
import { FieldChanges } from "../record/timeline_entry";
import styles from "./history.module.css";

const shown_records = 5;

type CardProps = { change: ChangeSet; one_record?: boolean };

// One change set: who, when, through what, and per record what was and what is.
export function ChangeCard({ change, one_record }: CardProps) {
  const shown = change.changes.slice(0, one_record ? 1 : shown_records);
  return (
    <li className={styles.card} data-undone={change.undone_by ? true : undefined}>
      {change.actor_name ? (
        <Avatar name={change.actor_name} size={28} />
      ) : (
        <span className={styles.robot}>
          <RobotIcon size={16} aria-hidden />
        </span>
      )}
      <div className={styles.body}>
        <p className={styles.label}>
          <b>{change.label}</b>
          {change.undone_by ? <span className={styles.undone}>{t("was_undone")}</span> : null}
        </p>
        <p className={styles.by}>
          {change.actor_name ?? t("the_system")} ·{" "}
          <time dateTime={change.at} title={format_instant_exact(change.at)}>
            {format_time(change.at)}
          </time>{" "}
          · {t_known(`origin_${change.origin}`, change.origin)}
          {change.records > 1 ? ` · ${t_count("records", change.records)}` : ""}
        </p>
        {shown.map((one) => (
          <OneRecord key={`${one.object}${one.record}`} change={one} quiet={one_record} />
        ))}
      </div>
      {change.undone_by ? null : (
        <Button
          variant="subtle"
          leftSection={<UndoIcon size={14} />}
          aria-label={`${t("undo")}: ${change.label}`}
          onClick={() => void undo(change.id)}
          data-no-print
        >
          {t("undo")}
        </Button>
      )}
    </li>
  );
}

function OneRecord({ change, quiet }: { change: RecordChange; quiet?: boolean }) {
  const objects = use_objects();
  const object = find_object(objects, change.object);
  return (
    <div className={styles.record}>
      {quiet ? null : (
        <p>
          <span className={styles.verb}>{t_known(`verb_${change.verb}`, change.verb)}</span>{" "}
          {object ? (
            <Link to="/$plural/$id" params={{ plural: object.plural, id: change.record }}>
              {change.title || t("untitled")}
            </Link>
          ) : (
            change.title
          )}
        </p>
      )}
      {change.fields.length > 0 ? (
        <FieldChanges object={change.object} fields={change.fields} />
      ) : null}
    </div>
  );
}
