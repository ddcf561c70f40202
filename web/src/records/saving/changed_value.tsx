import { createContext, useContext } from "react";
import { field_of, refers } from "../../api/objects";
import type { Field, FieldChange, ObjectType } from "../../api/types";
import { is_empty } from "../../fields/kind";
import { FieldValue } from "../../fields/kinds";
import { pointer_of } from "../../fields/reference";
import { t } from "../../i18n";
import styles from "./changed_value.module.css";

type Props = { object: ObjectType | undefined; change: FieldChange };

// Old → new, both as the field shows them.
export function ChangedValue({ object, change }: Props) {
  return (
    <span className={styles.changed}>
      {is_empty(change.old) ? null : (
        <>
          <span className="only_read_aloud">{t("from")}</span>
          <del>
            <OneValue object={object} field={change.field} value={change.old} />
          </del>
          <span aria-hidden>→</span>
        </>
      )}
      <span className="only_read_aloud">{t("to")}</span>
      <ins>
        <OneValue object={object} field={change.field} value={change.new} />
      </ins>
    </span>
  );
}

// What the ids of references are called; null is what the reader may not see. Whoever shows changes
// has it from the answer that they came in.
export const Titles = createContext<Record<string, string | null>>({});

type OneProps = { object: ObjectType | undefined; field: string; value: unknown };

export function OneValue({ object, field: name, value }: OneProps) {
  const titles = useContext(Titles);
  if (is_empty(value)) return <span className="faint">{t("empty")}</span>;
  const field = field_of(object, name);
  if (!field) {
    return <span>{typeof value === "object" ? JSON.stringify(value) : String(value)}</span>;
  }
  const pointers = pointers_of(field, value);
  if (pointers.some(({ id }) => titles[id] === null)) {
    return (
      <span className="faint">
        {pointers.map(({ id }) => titles[id] ?? t("unseen_record")).join(", ")}
      </span>
    );
  }
  const expanded = pointers
    .filter(({ id }) => titles[id])
    .map((pointer) => ({ ...pointer, title: titles[pointer.id] ?? "" }));
  return <FieldValue field={field} value={value} expanded={expanded} linked={false} />;
}

function pointers_of(field: Field, value: unknown): { object: string; id: string }[] {
  if (!refers(field)) return [];
  const many = Array.isArray(value) ? value : [value];
  return many.map((one) => pointer_of(field, one)).filter((one) => one !== null);
}
