import { Button, Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { title_of, use_objects } from "../../api/objects";
import { act_on_record } from "../../api/records";
import { use_me } from "../../api/session";
import type { Action, ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { close_dialog } from "../../records/dialogs";
import styles from "../../records/forms/dialog.module.css";
import { FormProblem } from "../../records/forms/form_problem";
import { FormFields } from "../../records/forms/record_form";
import { starting_input } from "../../records/forms/starting_values";
import { announce_change } from "../../records/saving/undo";
import { Candidates } from "./candidates";

type ActionProps = { object: ObjectType; row: Row; action: Action };

// Anything a person can do with a record beyond editing; its inputs come from its declaration.
// Converting a lead also offers what may be the same already.
export default function ActionDialog({ object, row, action }: ActionProps) {
  const objects = use_objects();
  const navigate = useNavigate();
  const me = use_me();
  const converts = object.name === "lead" && action.name === "convert";
  const [values, set_values] = useState(() => starting(action, row, converts, me.id));
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const shown = action.input.filter(
    (field) =>
      !(converts && ["account", "contact"].includes(field.name)) &&
      !(values.create_deal === false && /^(deal_|pipeline)/.test(field.name)),
  );
  const set = (name: string, value: unknown) => set_values((old) => ({ ...old, [name]: value }));

  async function run() {
    set_busy(true);
    set_error(null);
    try {
      const { body, change } = await act_on_record(object.plural, row.id, action.name, values);
      const done = change ?? body?.change;
      const text = t("action_done", { action: action.label, name: title_of(object, row) });
      announce_change(done, text, [object.plural, ...objects.map((one) => one.plural)]);
      close_dialog();
      if (converts) {
        const to = body.deal ? `/deals/${body.deal}` : `/accounts/${body.account}`;
        void navigate({ to });
      }
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
      title={`${action.label}: ${title_of(object, row)}`}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {converts ? (
          <>
            <p className={styles.lead}>{t("convert_lead")}</p>
            <Candidates row={row} values={values} on_change={set} />
          </>
        ) : null}
        <FormFields fields={shown} values={values} on_change={set} error={error} focus_first />
        {error ? <FormProblem error={error} fields={shown} /> : null}
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

function starting(
  action: Action,
  row: Row,
  converts: boolean,
  me: string,
): Record<string, unknown> {
  const values = starting_input(action.input, me);
  if (converts) {
    values.create_deal ??= true;
    values.deal_name ??= row.company ?? row.name ?? null;
  }
  return values;
}
