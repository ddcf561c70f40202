import { Checkbox } from "@mantine/core";
import { content_address } from "../../api/files";
import { use_object } from "../../api/objects";
import { patch_record } from "../../api/records";
import type { TimelineEntry } from "../../api/types";
import { t } from "../../i18n";
import { format_instant_exact, format_instant_near, format_time } from "../../i18n/format";
import { Avatar } from "../../look/avatar";
import { EditIcon, FileIcon, FlagIcon } from "../../look/icons";
import { ActivityIcon } from "../../look/object_icon";
import { use_panel } from "../../records/address";
import { FieldChanges } from "../../records/saving/field_changes";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";
import styles from "./timeline.module.css";

type EntryProps = { entry: TimelineEntry; overdue?: boolean; read_only?: boolean };

export function Entry({ entry, overdue, read_only }: EntryProps) {
  const planned = entry.kind === "activity" && !entry.done;
  const at = (planned && entry.due_at) || entry.at;
  return (
    <li className={styles.entry} data-kind={entry.kind} data-overdue={overdue || undefined}>
      <span className={styles.dot} aria-hidden>
        <EntryPicture entry={entry} />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          {planned && !read_only ? <DoneBox entry={entry} /> : null}
          <EntryTitle entry={entry} />
          <span className={styles.when}>
            {entry.actor_name ? (
              <>
                <Avatar name={entry.actor_name} size={16} /> {entry.actor_name} ·{" "}
              </>
            ) : null}
            <time dateTime={at} title={format_instant_exact(at)}>
              {planned ? format_instant_near(at) : format_time(at)}
            </time>
            {overdue ? <b> · {t("overdue")}</b> : null}
          </span>
        </div>
        {entry.body ? <p className={styles.text}>{entry.body}</p> : null}
        {entry.fields && entry.fields.length > 0 ? (
          <FieldChanges object={entry.object} fields={entry.fields} />
        ) : null}
      </div>
    </li>
  );
}

function EntryPicture({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === "activity") return <ActivityIcon kind={entry.activity_kind ?? ""} size={14} />;
  if (entry.kind === "stage") return <FlagIcon size={14} />;
  if (entry.kind === "file") return <FileIcon size={14} />;
  return <EditIcon size={13} />;
}

function EntryTitle({ entry }: { entry: TimelineEntry }) {
  const panel = use_panel();
  const object = use_object(entry.object);
  if (entry.kind === "file" && entry.id) {
    return (
      <a className={styles.title} href={content_address(entry.id)} download>
        {entry.title || t("untitled")}
      </a>
    );
  }
  if (entry.kind !== "activity" || !object || !entry.id) {
    return <span className={styles.title}>{entry.title}</span>;
  }
  const id = entry.id;
  return (
    <button
      type="button"
      className={styles.title}
      onClick={() => panel.show(object.plural, id, !!panel.open)}
    >
      {entry.title || t("untitled")}
    </button>
  );
}

// Done with one click; the toast takes it back.
function DoneBox({ entry }: { entry: TimelineEntry }) {
  const object = use_object(entry.object);
  async function finish() {
    if (!object || !entry.id) return;
    try {
      const done_at = new Date().toISOString();
      const { change } = await patch_record(object.plural, entry.id, { done_at });
      announce_change(change, t("marked_done", { name: entry.title ?? "" }), [object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <Checkbox
      checked={false}
      onChange={() => void finish()}
      aria-label={t("mark_done", { name: entry.title ?? "" })}
    />
  );
}
