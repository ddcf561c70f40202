import { field_of } from "../api/objects";
import type { FieldChange, ObjectType } from "../api/types";
import { is_empty } from "../fields/kind";
import { FieldValue } from "../fields/kinds";
import { t } from "../i18n";
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

type OneProps = { object: ObjectType | undefined; field: string; value: unknown };

export function OneValue({ object, field: name, value }: OneProps) {
  if (is_empty(value)) return <span className="faint">{t("empty")}</span>;
  const field = field_of(object, name);
  if (field) return <FieldValue field={field} value={value} linked={false} />;
  return <span>{typeof value === "object" ? JSON.stringify(value) : String(value)}</span>;
}
