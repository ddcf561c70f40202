import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { title_of } from "../../api/objects";
import { t } from "../../i18n";
import { FormFields } from "../forms/record_form";
import type { OpenMissing } from "./missing";
import styles from "./missing_dialog.module.css";

// What has to be filled before a change can be made, and the change with it.

export function MissingDialog({ missing }: { missing: OpenMissing }) {
  const { object, row, changes, fields, error, answer } = missing;
  const [values, set_values] = useState<Record<string, unknown>>(() => ({
    ...row,
    ...changes,
  }));
  return (
    <Modal
      opened
      onClose={() => answer(null)}
      title={t("missing_title", { name: title_of(object, row) || t("untitled") })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          answer(Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? null])));
        }}
      >
        <p className={styles.lead}>{t("missing_lead")}</p>
        <FormFields
          fields={fields.map((field) => ({ ...field, required: true }))}
          values={values}
          on_change={(name, value) => set_values((old) => ({ ...old, [name]: value }))}
          error={error}
          focus_first
        />
        <div className={styles.foot}>
          <Button variant="default" onClick={() => answer(null)}>
            {t("missing_give_up")}
          </Button>
          <Button type="submit">{t("missing_save")}</Button>
        </div>
      </form>
    </Modal>
  );
}
