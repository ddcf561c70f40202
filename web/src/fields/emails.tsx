import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Labelled } from "../api/types";
import { t } from "../i18n";
import { AddIcon, CloseIcon } from "../look/icons";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { quoted } from "./kind";

export function labelled_in(value: unknown): Labelled[] {
  if (!Array.isArray(value)) return typeof value === "string" && value ? [{ value }] : [];
  return value.map((one) => (typeof one === "string" ? { value: one } : (one as Labelled)));
}

type ListProps = DisplayProps & { scheme: string };

export function LabelledList({ value, row, scheme, linked = true }: ListProps) {
  const all = labelled_in(value);
  const shown = row ? all.slice(0, 1) : all;
  return (
    <span className={row ? styles.clip : styles.lines}>
      {shown.map((one) => (
        <span key={one.value} className={styles.clip}>
          {linked ? (
            <a className={styles.link} href={`${scheme}:${encodeURI(one.value)}`}>
              {one.value}
            </a>
          ) : (
            one.value
          )}
          {one.label && !row ? <span className={styles.tag}>{one.label}</span> : null}
          {row && all.length > 1 ? <span className={styles.tag}>+{all.length - 1}</span> : null}
        </span>
      ))}
    </span>
  );
}

// Several values, each with a word for what it is (work, home).
export function LabelledEditor(props: EditorProps & { type: string }) {
  const { value, on_change, field, id, label, described_by, invalid, auto_focus, type } = props;
  const given = labelled_in(value);
  const [lines, set_lines] = useState<Labelled[]>(given.length ? given : [{ value: "" }]);

  function tell(next: Labelled[]) {
    set_lines(next);
    const filled = next.filter((one) => one.value.trim() !== "");
    on_change(filled.length ? filled : null);
  }
  const replace = (place: number, line: Labelled) =>
    tell(lines.map((one, index) => (index === place ? line : one)));

  return (
    <div className={styles.lines}>
      {lines.map((line, place) => (
        <div key={place} className={styles.line}>
          <TextInput
            id={place === 0 ? id : undefined}
            type={type}
            aria-label={place === 0 ? label : `${field.label} ${place + 1}`}
            aria-describedby={described_by}
            error={invalid}
            autoFocus={auto_focus && place === 0}
            data-autofocus={(auto_focus && place === 0) || undefined}
            autoComplete="off"
            value={line.value}
            onChange={(event) => replace(place, { ...line, value: event.currentTarget.value })}
            className={styles.grow}
          />
          <TextInput
            aria-label={t("label_of", { field: field.label })}
            placeholder={t("label_hint")}
            value={line.label ?? ""}
            onChange={(event) =>
              replace(place, { ...line, label: event.currentTarget.value || undefined })
            }
            w={84}
          />
          {lines.length > 1 ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("remove_one", { name: line.value || field.label })}
              onClick={() => tell(lines.filter((_, index) => index !== place))}
            >
              <CloseIcon size={14} />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<AddIcon size={13} />}
        onClick={() => set_lines([...lines, { value: "" }])}
        style={{ alignSelf: "flex-start" }}
      >
        {t("add_another")}
      </Button>
    </div>
  );
}

export const emails: FieldKind = {
  Display: (props) => <LabelledList {...props} scheme="mailto" />,
  Editor: (props) => <LabelledEditor {...props} type="email" />,
  operators: ["has", "has_not", "empty", "filled"],
  asked_as: "text",
  literal: (value) => quoted(labelled_in(value)[0]?.value ?? String(value ?? "")),
  from_literal: (literal) => (typeof literal === "string" ? [{ value: literal }] : undefined),
  width: 210,
};
