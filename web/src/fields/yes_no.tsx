import { Checkbox } from "@mantine/core";
import { t } from "../i18n";
import { CheckIcon } from "../look/icons";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";

function Display({ value }: DisplayProps) {
  if (!value) return <span className={styles.none}>{t("no")}</span>;
  return (
    <span className={styles.reference}>
      <CheckIcon size={15} aria-hidden />
      <span>{t("yes")}</span>
    </span>
  );
}

function Editor(props: EditorProps) {
  return (
    <Checkbox
      id={props.id}
      aria-label={props.label ?? props.field.label}
      aria-describedby={props.described_by}
      error={props.invalid}
      autoFocus={props.auto_focus}
      size="sm"
      checked={props.value === true}
      onChange={(event) => {
        props.on_change(event.currentTarget.checked);
        props.on_submit?.(event.currentTarget.checked);
      }}
    />
  );
}

export const yes_no: FieldKind = {
  Display,
  Editor,
  operators: ["is"],
  picks: true,
  from_default: (text) => text === "true",
  literal: (value) => (value ? "true" : "false"),
  from_literal: (literal) => (typeof literal === "boolean" ? literal : undefined),
  width: 80,
};
