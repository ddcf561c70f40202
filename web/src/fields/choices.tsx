import { MultiSelect } from "@mantine/core";
import { t } from "../i18n";
import { ChoiceMark } from "./choice";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { quoted } from "./kind";
import { use_choices } from "./use_choices";

export const as_list = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];

function Display({ value, field, row }: DisplayProps) {
  const choices = use_choices(field, row);
  return (
    <span className={styles.choices}>
      {as_list(value).map((key) => (
        <ChoiceMark
          key={key}
          choice={choices.find((one) => one.key === key) ?? { key, label: key }}
        />
      ))}
    </span>
  );
}

function Editor(props: EditorProps) {
  const choices = use_choices(props.field, props.row);
  return (
    <MultiSelect
      id={props.id}
      aria-label={props.label}
      aria-describedby={props.described_by}
      error={props.invalid}
      autoFocus={props.auto_focus}
      className={styles.grow}
      searchable
      nothingFoundMessage={t("nothing_found")}
      data={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
      value={as_list(props.value)}
      onChange={(keys) => props.on_change(keys)}
    />
  );
}

export const choices: FieldKind = {
  Display,
  Editor,
  operators: ["has", "has_not", "empty", "filled"],
  asked_as: "choice",
  picks: true,
  literal: (value) => quoted(String(as_list(value)[0] ?? "")),
  from_literal: (literal) => (typeof literal === "string" ? [literal] : undefined),
  width: 180,
};
