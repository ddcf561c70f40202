import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { field_of, use_object } from "../../api/objects";
import { Problem } from "../../api/problem";
import { create_record } from "../../api/records";
import { use_me } from "../../api/session";
import type { ObjectType, Row } from "../../api/types";
import { DateEditor } from "../../fields/date";
import { instant_of } from "../../fields/wall_time";
import { type TextKey, t } from "../../i18n";
import { AttachIcon } from "../../look/icons";
import { ActivityIcon } from "../../look/object_icon";
import { attach, pick_files } from "../../records/forms/attach";
import { problem_text } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";
import styles from "./timeline.module.css";

const kinds = ["note", "call", "mail", "task", "meeting", "visit", "letter"] as const;
type ActivityKind = (typeof kinds)[number];

type ComposerProps = { object: ObjectType; row: Row };

// Writes an activity about this record: what happened (done now) or what is to do (due then).
export function Composer({ object, row }: ComposerProps) {
  const activity = use_object("activity");
  const me = use_me();
  const offered = new Set(field_of(activity, "kind")?.choices?.map((choice) => choice.key));
  const [kind, set_kind] = useState<ActivityKind>("note");
  const [text, set_text] = useState("");
  const [due, set_due] = useState<unknown>(null);
  const [time, set_time] = useState("09:00");
  const [message, set_message] = useState<string | null>(null);
  const [is_private, set_private] = useState(false);
  const [busy, set_busy] = useState(false);
  const [over, set_over] = useState(false);
  const may_attach = use_object("file")?.can.create && object.name !== "file";
  if (!activity?.can.create || object.name === "activity") return null;
  const plans = kind !== "note";
  const private_field = field_of(activity, "private");

  async function add() {
    const [first = "", ...others] = text.trim().split("\n");
    if (!first) return;
    if (due !== null && !/^\d{4}-\d\d-\d\d$/.test(String(due))) {
      set_message(t("date_unreadable"));
      return;
    }
    const subject = first.slice(0, 200);
    const rest = [first.slice(200), ...others].join("\n").trim();
    const planned = plans && (due !== null || kind === "task");
    set_busy(true);
    try {
      const body_field = ["body", "text", "notes", "description"].find((name) =>
        field_of(activity, name),
      );
      const { change } = await create_record("activities", {
        kind,
        subject,
        ...(body_field && rest ? { [body_field]: rest } : {}),
        about: { object: object.name, id: row.id },
        owner: me.id,
        due_at: due ? instant_of({ date: String(due), time }) : null,
        done_at: planned ? null : new Date().toISOString(),
        ...(private_field && is_private ? { [private_field.name]: true } : {}),
      });
      announce_change(change, t(`added_${kind}` as TextKey), ["activities", object.plural]);
      set_text("");
      set_due(null);
      set_private(false);
      set_message(null);
    } catch (error) {
      const own = error instanceof Problem ? error.problems.map((one) => one.message) : [];
      set_message(own.length ? own.join(" ") : problem_text(error).detail);
    } finally {
      set_busy(false);
    }
  }

  return (
    <form
      className={styles.composer}
      data-composer
      data-no-print
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        set_over(true);
      }}
      onDragLeave={() => set_over(false)}
      onDrop={(event) => {
        event.preventDefault();
        set_over(false);
        void attach([...event.dataTransfer.files], object, row);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div className={styles.compose_head}>
        <div className={styles.kinds} role="radiogroup" aria-label={t("activity_kind")}>
          {kinds
            .filter((one) => offered.size === 0 || offered.has(one))
            .map((one) => (
              <button
                key={one}
                type="button"
                role="radio"
                aria-checked={kind === one}
                onClick={() => set_kind(one)}
              >
                <ActivityIcon kind={one} size={14} />
                {t(`kind_${one}` as TextKey)}
              </button>
            ))}
        </div>
        {may_attach ? (
          <button
            type="button"
            className={styles.attach}
            aria-label={t("attach")}
            title={t("attach")}
            onClick={() => void pick_files().then((files) => attach(files, object, row))}
          >
            <AttachIcon size={15} aria-hidden />
          </button>
        ) : null}
      </div>
      <Textarea
        autosize
        minRows={1}
        maxRows={10}
        variant="unstyled"
        aria-label={t(`compose_${kind}` as TextKey)}
        placeholder={t(`compose_${kind}` as TextKey)}
        value={text}
        error={message}
        onChange={(event) => set_text(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void add();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {text.trim() || due ? (
        <div className={styles.compose_foot}>
          {plans ? (
            <>
              <div className={styles.due}>
                <DateEditor
                  field={{ name: "due_at", label: t("due"), kind: "date" }}
                  label={t("due")}
                  value={due}
                  on_change={set_due}
                />
              </div>
              {due ? (
                <TextInput
                  type="time"
                  aria-label={t("time_of", { field: t("due") })}
                  value={time}
                  onChange={(event) => set_time(event.currentTarget.value)}
                />
              ) : null}
            </>
          ) : null}
          {private_field ? (
            <Checkbox
              label={private_field.label}
              title={private_field.help ?? undefined}
              checked={is_private}
              onChange={(event) => set_private(event.currentTarget.checked)}
            />
          ) : null}
          <span className={styles.hint}>{t("compose_hint")}</span>
          <Button type="submit" loading={busy} disabled={!text.trim()}>
            {plans && (due || kind === "task") ? t("plan") : t("log")}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
