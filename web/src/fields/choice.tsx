import { Select } from "@mantine/core";
import type { Choice } from "../api/types";
import { t } from "../i18n";
import { hue_of } from "../look/colour";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { quoted } from "./kind";
import { use_choices } from "./use_choices";

// The server says "warning" and "info"; the tokens have shorter names.
const tone_names: Record<string, string> = { warning: "warn", info: "calm", none: "" };

export function ChoiceMark({ choice }: { choice: Choice }) {
  return (
    <span
      className={styles.choice}
      data-tone={tone_names[choice.tone ?? ""] ?? choice.tone ?? undefined}
      style={{ "--hue": hue_of(choice.key) } as React.CSSProperties}
    >
      <span className={styles.clip}>{choice.label}</span>
    </span>
  );
}

function Display({ value, field, row }: DisplayProps) {
  const choices = use_choices(field, row);
  const key = String(value);
  return <ChoiceMark choice={choices.find((one) => one.key === key) ?? { key, label: key }} />;
}

function Editor(props: EditorProps) {
  const { value, on_change, on_submit, field, row, id, label, described_by, invalid } = props;
  const choices = use_choices(field, row);
  return (
    <Select
      id={id}
      aria-label={label}
      aria-describedby={described_by}
      error={invalid}
      autoFocus={props.auto_focus}
      data-autofocus={props.auto_focus || undefined}
      className={styles.grow}
      placeholder={props.placeholder}
      searchable
      allowDeselect={false}
      clearable={!field.required}
      nothingFoundMessage={t("nothing_found")}
      data={choices.map((choice) => ({ value: choice.key, label: choice.label }))}
      value={typeof value === "string" ? value : null}
      onChange={(key) => {
        on_change(key);
        on_submit?.(key);
      }}
    />
  );
}

export const choice: FieldKind = {
  Display,
  Editor,
  operators: ["is", "is_not", "empty", "filled"],
  takes_several: true,
  picks: true,
  literal: (value) => quoted(String(value ?? "")),
  from_literal: (literal) => (typeof literal === "string" ? literal : undefined),
  width: 140,
};
