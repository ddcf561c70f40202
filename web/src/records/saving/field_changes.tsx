import { field_of, use_object } from "../../api/objects";
import type { FieldChange } from "../../api/types";
import { ChangedValue } from "./changed_value";
import styles from "./field_changes.module.css";

// What a change did to the fields of one record.

type ChangesProps = { object?: string; fields: FieldChange[]; at_most?: number };

export function FieldChanges({ object: name, fields, at_most = 8 }: ChangesProps) {
  const object = use_object(name);
  const told = fields.filter((change) => change.field !== "updated_at");
  const shown = told.slice(0, at_most);
  return (
    <ul className={styles.changes}>
      {shown.map((change) => (
        <li key={change.field}>
          <span className={styles.field}>
            {field_of(object, change.field)?.label ?? change.label ?? change.field}
          </span>
          <ChangedValue object={object} change={change} />
        </li>
      ))}
      {told.length > shown.length ? <li>…</li> : null}
    </ul>
  );
}
