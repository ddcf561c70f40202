import { TextInput } from "@mantine/core";
import type { Address } from "../api/types";
import { type TextKey, t } from "../i18n";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { text } from "./text";

const parts = ["street", "postal_code", "city", "region", "country"] as const;

export function address_lines(value: Address): string[] {
  const city = [value.postal_code, value.city].filter(Boolean).join(" ");
  return [value.street, city, value.region, value.country].filter((line): line is string => !!line);
}

function Display({ value, row }: DisplayProps) {
  const lines = address_lines((value ?? {}) as Address);
  if (row) return <span className={styles.clip}>{lines.join(", ")}</span>;
  return <span className={styles.long}>{lines.join("\n")}</span>;
}

function Editor({ value, on_change, id, invalid, auto_focus }: EditorProps) {
  const address = (value ?? {}) as Address;
  return (
    <div className={styles.lines}>
      {parts.map((part, place) => (
        <TextInput
          key={part}
          id={place === 0 ? id : undefined}
          error={invalid}
          autoFocus={auto_focus && place === 0}
          aria-label={t(`address_${part}` as TextKey)}
          placeholder={t(`address_${part}` as TextKey)}
          value={address[part] ?? ""}
          onChange={(event) => {
            const next = { ...address, [part]: event.currentTarget.value || null };
            on_change(Object.values(next).some(Boolean) ? next : null);
          }}
        />
      ))}
    </div>
  );
}

export const address: FieldKind = {
  ...text,
  Display,
  Editor,
  operators: ["empty", "filled"],
  size: "lines",
  width: 220,
};
