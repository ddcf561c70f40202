import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { use_me } from "../../api/session";
import type { Action, ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { count_text } from "../../i18n/count";
import { close_dialog } from "../../records/dialogs";
import styles from "../../records/forms/dialog.module.css";
import { FormProblem } from "../../records/forms/form_problem";
import { FormFields } from "../../records/forms/record_form";
import { starting_input } from "../../records/forms/starting_values";
import { change_all, type Many } from "../../records/saving/change_all";

type Props = { object: ObjectType; action: Action; many: Many; done: () => void };

// What an action on a list asks before it is done with all that are chosen.
export default function ActionOnMany({ object, action, many, done }: Props) {
  const me = use_me();
  const [values, set_values] = useState(() => starting_input(action.input, me.id));
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const said = (count: number) =>
    t("action_on_many", { action: action.label, what: count_text(object, count) });

  async function run() {
    set_busy(true);
    set_error(null);
    try {
      const work = { action: action.name, input: values };
      await change_all(object, many, work, said);
      close_dialog();
      done();
    } catch (problem) {
      set_error(problem);
    } finally {
      set_busy(false);
    }
  }

  return (
    <Modal
      opened
      size={560}
      onClose={close_dialog}
      title={said(many.count)}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <FormFields
          fields={action.input}
          values={values}
          on_change={(name, value) => set_values((old) => ({ ...old, [name]: value }))}
          error={error}
          focus_first
        />
        {error ? <FormProblem error={error} fields={action.input} /> : null}
        <div className={styles.foot}>
          <span className={styles.space} />
          <Button variant="default" onClick={close_dialog}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {action.label}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
