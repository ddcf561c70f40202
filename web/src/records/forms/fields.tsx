import { useRef, useState } from "react";
import { field_of } from "../../api/objects";
import type { Field, ObjectType, Row } from "../../api/types";
import { FieldValue, kind_of } from "../../fields/kinds";
import { t } from "../../i18n";
import { EditIcon, LockIcon } from "../../look/icons";
import { meets } from "../filters/meets";
import { use_moment } from "../time/moment";
import styles from "./fields.module.css";
import { InlineEditor } from "./inline_editor";

type FieldsProps = {
  object: ObjectType;
  row: Row;
  read_only: boolean;
  // Without those that no section names.
  only_laid_out?: boolean;
};

// The fields in the sections of the object's layout; a click edits one in place.
export function Fields({ object, row, read_only, only_laid_out }: FieldsProps) {
  const laid_out = new Set(object.layout.flatMap((section) => section.fields));
  const rest = object.fields.filter((field) => !laid_out.has(field.name));
  return (
    <div className={styles.sections}>
      {object.layout.map((section, place) =>
        !meets(section.when, row) ? null : (
          <Section
            key={`${place} ${section.label}`}
            label={section.label}
            quiet={place === 0}
            fields={section.fields
              .map((name) => field_of(object, name))
              .filter((field): field is Field => !!field)}
            {...{ object, row, read_only }}
          />
        ),
      )}
      {rest.length > 0 && !only_laid_out ? (
        <details className={styles.system}>
          <summary>{t("system_fields")}</summary>
          <Section label="" fields={rest} {...{ object, row, read_only }} />
        </details>
      ) : null}
    </div>
  );
}

type SectionProps = FieldsProps & { label: string; fields: Field[]; quiet?: boolean };

function Section({ label, fields, quiet, object, row, read_only }: SectionProps) {
  return (
    <section className={styles.section}>
      {label ? <h2 className={quiet ? "only_read_aloud" : undefined}>{label}</h2> : null}
      {fields.map((field) => (
        <FieldLine
          key={field.name}
          field={field}
          object={object}
          row={row}
          read_only={read_only || !!field.read_only}
        />
      ))}
    </section>
  );
}

type LineProps = FieldsProps & { field: Field };

function FieldLine({ field, object, row, read_only }: LineProps) {
  const [editing, set_editing] = useState(false);
  const as_of = use_moment();
  const button = useRef<HTMLButtonElement>(null);
  const value = (
    <FieldValue
      field={field}
      value={row[field.name]}
      row={kind_of(field).size ? undefined : row}
      expanded={row.expanded?.[field.name]}
    />
  );
  return (
    <div className={styles.line} data-editing={editing || undefined}>
      <span className={styles.label} title={field.help ?? undefined}>
        {field.label}
      </span>
      {editing ? (
        <div className={styles.value}>
          <InlineEditor
            object={object}
            row={row}
            field={field}
            on_done={() => {
              set_editing(false);
              requestAnimationFrame(() => button.current?.focus());
            }}
          />
        </div>
      ) : (
        <div
          className={styles.value}
          data-read-only={read_only || undefined}
          onClick={(event) => {
            if (!read_only && !(event.target as HTMLElement).closest("a, button"))
              set_editing(true);
          }}
        >
          {value}
          {read_only ? (
            field.read_only ? null : (
              <span className={styles.pencil} title={as_of ? t("past_stands") : undefined}>
                <LockIcon size={13} aria-hidden />
              </span>
            )
          ) : (
            <button
              ref={button}
              type="button"
              data-field-button
              className={styles.pencil}
              aria-label={t("edit_field", { field: field.label })}
              onClick={() => set_editing(true)}
            >
              <EditIcon size={13} aria-hidden />
            </button>
          )}
        </div>
      )}
    </div>
  );
}
