import { useId } from "react";
import { Problem } from "../../api/problem";
import type { Field } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { t } from "../../i18n";
import styles from "./record_form.module.css";

// A form from descriptions of fields. What is wrong with a value stands beside it.

type FormFieldsProps = {
  fields: Field[];
  values: Record<string, unknown>;
  on_change: (name: string, value: unknown) => void;
  error?: unknown;
  focus_first?: boolean;
};

export function FormFields({ fields, values, on_change, error, focus_first }: FormFieldsProps) {
  const problem = error instanceof Problem ? error : null;
  return (
    <div className={styles.fields}>
      {fields.map((field, place) => (
        <FormField
          key={field.name}
          field={field}
          values={values}
          on_change={(value) => on_change(field.name, value)}
          message={problem?.message_for(field.name)}
          auto_focus={focus_first && place === 0}
        />
      ))}
    </div>
  );
}

type FormFieldProps = {
  field: Field;
  values: Record<string, unknown>;
  on_change: (value: unknown) => void;
  message?: string;
  auto_focus?: boolean;
};

export function FormField({ field, values, on_change, message, auto_focus }: FormFieldProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className={styles.field} data-kind={field.kind}>
      <label htmlFor={id}>
        {field.label}
        {field.required ? <span title={t("required")}> *</span> : null}
      </label>
      <div>
        <FieldEditor
          field={field}
          value={values[field.name]}
          row={values}
          on_change={on_change}
          id={id}
          described_by={message || field.help ? note : undefined}
          invalid={!!message}
          auto_focus={auto_focus}
        />
        {message ? (
          <p id={note} className={styles.problem}>
            {message}
          </p>
        ) : field.help ? (
          <p id={note} className={styles.help}>
            {field.help}
          </p>
        ) : null}
      </div>
    </div>
  );
}

// Problems that belong to no field of the form.
export function problems_beside(error: unknown, fields: Field[]): string[] {
  if (!(error instanceof Problem)) return [];
  const names = new Set(fields.map((field) => field.name));
  return error.problems
    .filter((problem) => !problem.field || !names.has(problem.field))
    .map((problem) => problem.message);
}
