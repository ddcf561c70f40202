import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { find_object, use_objects } from "../../api/objects";
import type { ChangeSet } from "../../api/types";
import { t, t_count, t_known } from "../../i18n";
import { format_instant_exact, format_instant_near, format_time } from "../../i18n/format";
import { Avatar } from "../../look/avatar";
import { DownIcon, RedoIcon, RobotIcon, TimeIcon, UndoIcon } from "../../look/icons";
import { undo } from "../../records/saving/undo";
import { just_before } from "../../records/time/moment";
import { AllRecords, OneRecord } from "./change_records";
import styles from "./history.module.css";

// Closed, a change set of many shows what it did to the first.
const shown_fields = 5;

type CardProps = {
  change: ChangeSet;
  one_record?: string;
  open: boolean;
  arrived: boolean;
  on_toggle: () => void;
  on_focus: () => void;
};

// One change set: who, when, through what, and per record what was and what is.
export function ChangeCard({ change, one_record, open, arrived, on_toggle, on_focus }: CardProps) {
  const label = change.label;
  const first = change.changes.slice(0, 1);
  const more = change.records > 1 || (first[0]?.fields.length ?? 0) > shown_fields;
  // An export or a long reading is told without a record: there is nothing to take back.
  const changes_something = change.changes.some((one) => one.record);
  return (
    <li
      className={styles.card}
      data-change={change.id}
      data-undone={change.undone_by ? true : undefined}
      data-arrived={arrived || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: J and K walk over the entries
      tabIndex={0}
      aria-label={label}
      onFocus={on_focus}
    >
      {change.actor_name ? (
        <Avatar name={change.actor_name} size={28} />
      ) : (
        <span className={styles.robot}>
          <RobotIcon size={16} aria-hidden />
        </span>
      )}
      <div className={styles.body}>
        <p className={styles.label}>
          <b>{label}</b>
          {change.undoes ? <span className={styles.undone}>{t("undoes_earlier")}</span> : null}
          <UndoneMark change={change} />
        </p>
        <p className={styles.by}>
          {change.actor_name ?? t("the_system")} ·{" "}
          <time dateTime={change.at} title={format_instant_exact(change.at)}>
            {format_time(change.at)}
          </time>{" "}
          · {t_known(`origin_${change.origin}`, change.origin)}
          {change.records > 1 ? ` · ${t_count("records", change.records)}` : ""}
        </p>
        {open ? (
          <AllRecords change={change} />
        ) : (
          first.map((one) => (
            <OneRecord
              key={`${one.object}${one.record}`}
              change={one}
              quiet={one.record === one_record}
              at_most={shown_fields}
            />
          ))
        )}
        <p className={styles.foot} data-no-print>
          {more || open ? (
            <button type="button" aria-expanded={open} onClick={on_toggle}>
              <DownIcon size={13} aria-hidden data-open={open || undefined} />
              {t(open ? "hide_changes" : "show_changes")}
            </button>
          ) : null}
          {changes_something ? <MomentLinks change={change} label={label} /> : null}
        </p>
      </div>
      {changes_something ? <UndoButton change={change} label={label} /> : null}
    </li>
  );
}

function UndoneMark({ change }: { change: ChangeSet }) {
  if (!change.undone_by) return null;
  return (
    <span className={styles.undone}>
      {change.undone_at
        ? t("undone_by", {
            name: change.undone_by_name || t("the_system"),
            when: format_instant_near(change.undone_at),
          })
        : t("was_undone")}
    </span>
  );
}

// Takes it back, or what was taken back again forth.
function UndoButton({ change, label: name }: { change: ChangeSet; label: string }) {
  const by = change.undone_by;
  const label = t(by ? "do_again" : change.kind === "merge" ? "unmerge" : "undo");
  return (
    <Button
      variant="subtle"
      leftSection={by ? <RedoIcon size={14} /> : <UndoIcon size={14} />}
      aria-label={`${label}: ${name}`}
      onClick={() => void undo(by ?? change.id)}
      data-no-print
    >
      {label}
    </Button>
  );
}

// The record, or the list that it is about, as it was on either side of this change.
function MomentLinks({ change, label }: { change: ChangeSet; label: string }) {
  const objects = use_objects();
  const first = change.changes[0];
  const object = find_object(objects, first?.object ?? "");
  if (!first || !object) return null;
  const to = change.records > 1 ? `/${object.plural}` : `/${object.plural}/${first.record}`;
  const was_there = change.records > 1 || first.verb !== "create";
  return (
    <>
      <TimeIcon size={13} aria-hidden />
      {was_there ? (
        <MomentLink to={to} at={just_before(change.at)} name="before_this" label={label} />
      ) : null}
      <MomentLink to={to} at={change.at} name="after_this" label={label} />
    </>
  );
}

type MomentProps = {
  to: string;
  at: string;
  name: "before_this" | "after_this";
  label: string;
};

function MomentLink({ to, at, name, label }: MomentProps) {
  return (
    <Link
      to={to}
      search={{ as_of: at } as never}
      preload={false}
      aria-label={t(`${name}_of`, { label })}
    >
      {t(name)}
    </Link>
  );
}
