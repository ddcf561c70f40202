import { Button } from "@mantine/core";
import { useState } from "react";
import { Problem } from "../../api/problem";
import type { Field, ObjectType, Row } from "../../api/types";
import { is_empty } from "../../fields/kind";
import { FieldValue } from "../../fields/kinds";
import { t, t_count } from "../../i18n";
import { RightIcon, UndoIcon } from "../../look/icons";
import { same_value } from "../../records/saving/merge";
import { say_problem } from "../../records/saving/problem_text";
import { save_fields } from "../../records/saving/save";
import { use_record } from "../../records/use_record";
import styles from "./since_then.module.css";

// What changes by itself with every write says nothing about the record.
const bookkeeping = new Set([
  "id",
  "version",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
]);

export function changed_since(object: ObjectType, then: Row, now: Row): Field[] {
  return object.fields.filter(
    (field) => !bookkeeping.has(field.name) && !same_value(then[field.name], now[field.name]),
  );
}

type Props = { object: ObjectType; then: Row; stale: boolean };

// What changed between the moment on screen and now, field by field. To put a value back is an
// ordinary change of today, with its undo.
export function SinceThen({ object, then, stale }: Props) {
  const { data: now } = use_record(object, then.id);
  const [open, set_open] = useState(false);
  const [messages, set_messages] = useState<Record<string, string>>({});
  const [busy, set_busy] = useState(false);
  if (!now) return null;
  const changed = changed_since(object, then, now);
  const may_write = object.can.update && !now.deleted_at && !then.deleted_at;
  const own = changed.filter((field) => may_write && !field.read_only);

  async function put_back(fields: Field[]) {
    if (!now) return;
    set_busy(true);
    set_messages({});
    const values = Object.fromEntries(fields.map(({ name }) => [name, then[name] ?? null]));
    const labels = fields.map((field) => field.label).join(", ");
    try {
      await save_fields(object, now, values, { label: t("put_back_done", { fields: labels }) });
    } catch (error) {
      const beside = error instanceof Problem ? error.problems.filter(({ field }) => field) : [];
      set_messages(Object.fromEntries(beside.map(({ field, message }) => [field, message])));
      if (beside.length === 0) say_problem(error);
    } finally {
      set_busy(false);
    }
  }

  return (
    <section className={styles.since} aria-label={t("since_then")} data-stale={stale || undefined}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          disabled={changed.length === 0}
          onClick={() => set_open(!open)}
        >
          <RightIcon size={14} aria-hidden data-open={open || undefined} />
          {now.deleted_at ? t("since_in_bin") : null}{" "}
          {changed.length === 0 ? t("since_nothing") : t_count("since", changed.length)}
        </button>
        {open && own.length > 1 ? (
          <Button
            className={styles.all}
            variant="default"
            leftSection={<UndoIcon size={14} aria-hidden />}
            loading={busy}
            onClick={() => void put_back(own)}
          >
            {t("put_all_back")}
          </Button>
        ) : null}
      </div>
      {open && changed.length > 0 ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("then_column")}</th>
              <th scope="col">{t("now_column")}</th>
              <th>
                <span className="only_read_aloud">{t("put_back")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {changed.map((field) => (
              <tr key={field.name}>
                <th scope="row">{field.label}</th>
                <td>
                  <Value field={field} row={then} />
                </td>
                <td>
                  <Value field={field} row={now} />
                </td>
                <td>
                  {own.includes(field) ? (
                    <button
                      type="button"
                      className={styles.back}
                      disabled={busy}
                      aria-label={t("put_back_field", { field: field.label })}
                      onClick={() => void put_back([field])}
                    >
                      {t("put_back")}
                    </button>
                  ) : null}
                  {messages[field.name] ? (
                    <p role="alert" className={styles.message}>
                      {messages[field.name]}
                    </p>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

function Value({ field, row }: { field: Field; row: Row }) {
  const value = row[field.name];
  if (is_empty(value)) return <span className="faint">{t("empty")}</span>;
  return (
    <FieldValue
      field={field}
      value={value}
      row={row}
      expanded={row.expanded?.[field.name]}
      linked={false}
    />
  );
}
