import { Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { title_of } from "../../api/objects";
import type { Field, ObjectType, Row } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { t } from "../../i18n";
import { close_dialog } from "../../records/dialogs";
import styles from "./merge.module.css";

// Finds the other record; what happens with both is decided on a screen of its own.
export default function MergeWithDialog({ object, row }: { object: ObjectType; row: Row }) {
  const navigate = useNavigate();
  const [itself, set_itself] = useState(false);
  const name = title_of(object, row) || t("untitled");
  const field: Field = {
    name: "with",
    label: object.label,
    kind: "reference",
    target: object.name,
    required: true,
  };

  function choose(other: unknown) {
    set_itself(other === row.id);
    if (typeof other !== "string" || !other || other === row.id) return;
    close_dialog();
    void navigate({ to: `/merge/${object.name}/${row.id}/${other}` });
  }

  return (
    <Modal
      opened
      size={460}
      onClose={close_dialog}
      title={t("merge_with")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <p className={styles.dialog_lead}>{t("merge_with_lead", { name })}</p>
      <FieldEditor field={field} value={null} label={object.label} on_change={choose} auto_focus />
      {itself ? (
        <p className={styles.bad} role="alert">
          {t("merge_with_itself", { name })}
        </p>
      ) : null}
    </Modal>
  );
}
