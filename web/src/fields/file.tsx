import { Button } from "@mantine/core";
import { useState } from "react";
import { content_address, send_file } from "../api/files";
import { Problem } from "../api/problem";
import { t } from "../i18n";
import { FileIcon, UploadIcon } from "../look/icons";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { reference, use_title } from "./reference";

// The id of a file record: shown as a download, changed by picking another file.

const pointer_to = (value: unknown) =>
  typeof value === "string" && value ? { object: "file", id: value } : null;

function Display({ value, expanded, linked = true }: DisplayProps) {
  const one = Array.isArray(expanded) ? expanded[0] : expanded;
  const pointer = pointer_to(value);
  const title = use_title(pointer, one?.id === pointer?.id ? one?.title : null);
  if (!pointer) return null;
  const inner = (
    <>
      <FileIcon size={15} aria-hidden />
      <span>{title ?? "…"}</span>
    </>
  );
  return linked ? (
    <a href={content_address(pointer.id)} download className={styles.reference}>
      {inner}
    </a>
  ) : (
    <span className={styles.reference}>{inner}</span>
  );
}

function Editor(props: EditorProps) {
  const { value, on_change, on_submit, id, label, described_by } = props;
  const [busy, set_busy] = useState(false);
  const [message, set_message] = useState<string | null>(null);
  async function take(file: File | undefined) {
    if (!file) return;
    set_busy(true);
    set_message(null);
    try {
      const { body } = await send_file(file);
      on_change(body.id);
      on_submit?.(body.id);
    } catch (error) {
      set_message(error instanceof Problem ? error.message : t("problem_broken"));
    } finally {
      set_busy(false);
    }
  }
  return (
    <span className={styles.grow}>
      {value ? (
        <Display field={props.field} value={value} expanded={props.expanded} linked={false} />
      ) : null}
      <Button
        component="label"
        variant="default"
        loading={busy}
        leftSection={<UploadIcon size={14} aria-hidden />}
      >
        {t("choose_file")}
        <input
          id={id}
          type="file"
          className="only_read_aloud"
          aria-label={label}
          aria-describedby={described_by}
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </Button>
      {message ? <p role="alert">{message}</p> : null}
    </span>
  );
}

export const file: FieldKind = {
  Display,
  Editor,
  operators: reference.operators,
  literal: reference.literal,
  from_literal: reference.from_literal,
  width: reference.width,
};
