import type { MergeField, MergeSide } from "../../api/merge";
import { field_of } from "../../api/objects";
import type { ObjectType } from "../../api/types";
import { OneValue } from "../../records/saving/changed_value";
import { w } from "../../words/merge";
import { type Choices, differs, result_of, side_of } from "./choices";
import styles from "./merge.module.css";

type Props = {
  object: ObjectType;
  field: MergeField;
  names: { this: string; other: string };
  choices: Choices;
  on_choose: (field: string, side: MergeSide) => void;
};

// One field: the value of either, and what becomes of it. Radio buttons, so arrows choose too.
export function FieldChoice({ object, field, names, choices, on_choose }: Props) {
  const side = side_of(field, choices);
  const open = field.may_choose && differs(field);
  const label_id = `merge-${field.field}`;
  return (
    <div className={styles.row} role="group" aria-labelledby={label_id} data-field={field.field}>
      <span className={styles.label} id={label_id}>
        {field_of(object, field.field)?.label ?? field.label}
      </span>
      {(["this", "other"] as const).map((one) => (
        <Option
          key={one}
          name={field.field}
          who={names[one]}
          open={open}
          chosen={side === one || side === "same"}
          on_choose={() => on_choose(field.field, one)}
        >
          <OneValue object={object} field={field.field} value={field[one]} />
        </Option>
      ))}
      <div className={styles.result} data-side="result">
        <span className={styles.who}>{w("result")}</span>
        <OneValue object={object} field={field.field} value={result_of(field, choices)} />
        {open && field.has_many ? (
          <label className={styles.both}>
            <input
              type="radio"
              name={field.field}
              checked={side === "both"}
              onChange={() => on_choose(field.field, "both")}
            />
            {w("both")}
          </label>
        ) : null}
      </div>
    </div>
  );
}

type OptionProps = {
  name: string;
  who: string;
  open: boolean;
  chosen: boolean;
  on_choose: () => void;
  children: React.ReactNode;
};

function Option({ name, who, open, chosen, on_choose, children }: OptionProps) {
  const inner = (
    <>
      <span className={styles.who}>{who}</span>
      <span>{children}</span>
    </>
  );
  if (!open) return <div className={styles.option}>{inner}</div>;
  return (
    <label className={styles.option} data-open data-chosen={chosen || undefined}>
      <input type="radio" name={name} checked={chosen} onChange={on_choose} aria-label={who} />
      {inner}
    </label>
  );
}
