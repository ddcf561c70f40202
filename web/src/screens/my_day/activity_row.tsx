import { useState } from "react";
import { find_object, use_object, use_objects } from "../../api/objects";
import { query_client } from "../../api/query_client";
import type { Page, Reference, Row } from "../../api/types";
import { t } from "../../i18n";
import { format_instant_exact, format_instant_near, format_time } from "../../i18n/format";
import { CheckIcon } from "../../look/icons";
import { ActivityIcon } from "../../look/object_icon";
import { use_panel } from "../../records/address";
import { say_problem } from "../../records/saving/problem_text";
import { save_fields } from "../../records/saving/save";
import { w } from "../../words/my_day";
import type { Part } from "./agenda";
import styles from "./my_day.module.css";

export async function mark_done(row: Row, object = known_activity()) {
  if (!object) return;
  const subject = String(row.subject ?? t("untitled"));
  const done_at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  try {
    await save_fields(object, row, { done_at }, { label: w("done_said", { subject }) });
    // What is done no longer counts as the next step of its deal.
    void query_client.invalidateQueries({ queryKey: ["deals"] });
  } catch (error) {
    say_problem(error);
  }
}

const known_activity = () =>
  find_object(query_client.getQueryData<never[]>(["objects"]) ?? [], "activity");

type Props = { row: Row; part: Part };

// One thing to do: done by its circle or by D.
export function ActivityRow({ row, part }: Props) {
  const objects = use_objects();
  const object = use_object("activity");
  const panel = use_panel();
  const [leaving, set_leaving] = useState(false);
  const found = row.expanded?.about as Reference | null | undefined;
  const about = found ? find_object(objects, found.object) : undefined;
  const subject = String(row.subject ?? t("untitled"));
  const due = typeof row.due_at === "string" ? row.due_at : null;
  const kinds = object?.fields.find((field) => field.name === "kind")?.choices;
  const kind = kinds?.find((one) => one.key === row.kind)?.label ?? String(row.kind ?? "");
  return (
    <li className={styles.row} data-part={part} data-leaving={leaving || undefined}>
      <button
        type="button"
        className={styles.check}
        aria-label={w("done", { subject })}
        onClick={() => {
          set_leaving(true);
          void mark_done(row, object).finally(() => set_leaving(false));
        }}
      >
        <CheckIcon size={13} stroke={3} aria-hidden />
      </button>
      <span className={styles.kind}>
        <ActivityIcon kind={String(row.kind ?? "")} size={15} />
        <span className="only_read_aloud">{kind}</span>
      </span>
      <button
        type="button"
        className={styles.subject}
        data-activity={row.id}
        onClick={() => panel.show("activities", row.id)}
      >
        {subject}
      </button>
      {found && about ? (
        <button
          type="button"
          className={styles.about}
          onClick={() => panel.show(about.plural, found.id)}
        >
          {found.title}
        </button>
      ) : (
        <span />
      )}
      {due ? (
        <time dateTime={due} title={format_instant_exact(due)} className={styles.due}>
          {part === "today" ? format_time(due) : format_instant_near(due)}
        </time>
      ) : null}
    </li>
  );
}

export const rows_of = (page: Page | undefined): Row[] => page?.records ?? [];
