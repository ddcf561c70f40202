import { PasswordInput } from "@mantine/core";
import { t } from "../i18n";
import styles from "./fields.module.css";
import type { EditorProps, FieldKind } from "./kind";

// What is there is never told: a new one may be typed over it.
function Editor({ value, on_change, ...props }: EditorProps) {
  const is_kept = value === true;
  return (
    <PasswordInput
      id={props.id}
      aria-label={props.label}
      aria-describedby={props.described_by}
      error={props.invalid}
      autoComplete="new-password"
      data-autofocus={props.auto_focus || undefined}
      placeholder={is_kept ? t("secret_kept") : props.placeholder}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => on_change(event.currentTarget.value || (is_kept ? true : null))}
    />
  );
}

function Display() {
  return <span className={styles.figures}>••••••••</span>;
}

// A password or token of another system.
export const secret: FieldKind = {
  Display,
  Editor,
  operators: ["filled", "empty"],
  literal: () => "",
  from_literal: () => undefined,
  width: 110,
};
