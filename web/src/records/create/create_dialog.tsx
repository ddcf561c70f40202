import { Button, Modal } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { make_idempotency_key } from "../../api/client";
import { field_of, title_of, use_object } from "../../api/objects";
import { Problem } from "../../api/problem";
import { create_record } from "../../api/records";
import { use_me } from "../../api/session";
import type { Field, ObjectType, Row } from "../../api/types";
import { is_empty } from "../../fields/kind";
import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";
import { close_dialog } from "../dialogs";
import dialog from "../forms/dialog.module.css";
import { FormProblem } from "../forms/form_problem";
import { LikelyNote } from "../forms/likely";
import { FormFields } from "../forms/record_form";
import { may_write, starting_values } from "../forms/starting_values";
import { use_typed_duplicates } from "../forms/use_typed_duplicates";
import { announce_change } from "../saving/undo";

type CreateProps = {
  object: string;
  values: Record<string, unknown>;
  on_made?: (row: Row) => void;
};

export default function CreateDialog({ object: name, values, on_made }: CreateProps) {
  const object = use_object(name);
  if (!object) return null;
  return <CreateForm object={object} given={values} on_made={on_made} />;
}

// What must be there and what the list shows; the rest one click away.
export function quick_fields(object: ObjectType, given: Record<string, unknown>): Field[] {
  const names = new Set([
    ...(object.quick_create ?? [
      object.title,
      ...(object.layout[0]?.fields ?? []).slice(0, 6),
      ...object.list,
    ]),
    ...object.fields.filter((field) => field.required).map((field) => field.name),
    ...Object.keys(given),
  ]);
  const fields = [...names]
    .map((name) => field_of(object, name))
    .filter((field): field is Field => !!field && may_write(field));
  // What scopes a choice (the pipeline of a stage) is asked before it.
  const scopes = new Map(fields.map((field) => [field.choices_from?.scope, field.name]));
  for (const scope of fields.filter((field) => scopes.has(field.name))) {
    const without = fields.splice(fields.indexOf(scope), 1);
    const place = fields.findIndex((field) => field.name === scopes.get(scope.name));
    fields.splice(place, 0, ...without);
  }
  return fields;
}

type FormProps = {
  object: ObjectType;
  given: Record<string, unknown>;
  on_made?: (row: Row) => void;
};

function CreateForm({ object, given, on_made }: FormProps) {
  const me = use_me();
  const navigate = useNavigate();
  const [values, set_values] = useState(() => starting_values(object, given, me.id));
  const [all, set_all] = useState(false);
  const [round, set_round] = useState(0);
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const key = useRef(make_idempotency_key());
  const quick = quick_fields(object, given);
  const fields = all
    ? [...quick, ...object.fields.filter((field) => may_write(field) && !quick.includes(field))]
    : with_troubled(quick, object, error);
  const likely = use_typed_duplicates(object, values);

  async function save(after: "close" | "open" | "another") {
    set_busy(true);
    set_error(null);
    try {
      const filled = Object.fromEntries(
        Object.entries(values).filter(([, value]) => !is_empty(value)),
      );
      const made = await create_record(object.plural, filled, key.current);
      const title = title_of(object, made.body) || object.label;
      announce_change(made.change, t("created", { name: title }), [object.plural]);
      on_made?.(made.body);
      void likely.remember(made.body.id);
      key.current = make_idempotency_key();
      if (after === "another") {
        set_values(starting_values(object, given, me.id));
        set_round(round + 1);
      } else {
        close_dialog();
        if (after === "open") void navigate({ to: `/${object.plural}/${made.body.id}` });
      }
    } catch (problem) {
      set_error(problem);
      if (problem instanceof Problem && problem.reason !== "offline") {
        key.current = make_idempotency_key();
      }
    } finally {
      set_busy(false);
    }
  }

  use_keys(
    [
      { press: "mod+enter", label: t("save"), in_fields: true, run: () => void save("close") },
      {
        press: "mod+shift+enter",
        label: t("save_and_open"),
        in_fields: true,
        run: () => void save("open"),
      },
    ],
    { modal: true },
  );

  return (
    <Modal
      opened
      size={560}
      onClose={close_dialog}
      title={t("create_object", { object: object.label })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save("close");
        }}
      >
        <FormFields
          key={round}
          fields={fields}
          values={values}
          on_change={(name, value) => set_values((old) => ({ ...old, [name]: value }))}
          error={error}
          focus_first
        />
        {error ? <FormProblem error={error} fields={fields} /> : null}
        {likely.candidates.length > 0 ? (
          <LikelyNote
            title={t("likely_title")}
            candidates={likely.candidates}
            on_dismiss={likely.dismiss}
          />
        ) : null}
        <div className={dialog.foot}>
          <Button variant="subtle" color="gray" onClick={() => set_all(!all)}>
            {all ? t("fewer_fields") : t("all_fields")}
          </Button>
          <span className={dialog.space} />
          <Button variant="default" disabled={busy} onClick={() => void save("another")}>
            {t("save_and_another")}
          </Button>
          <Button type="submit" loading={busy}>
            {t("create")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

// A field that the server complains about is shown, also when it is not among the quick ones.
function with_troubled(quick: Field[], object: ObjectType, error: unknown): Field[] {
  if (!(error instanceof Problem)) return quick;
  const troubled = object.fields.filter(
    (field) => may_write(field) && !quick.includes(field) && error.message_for(field.name),
  );
  return [...quick, ...troubled];
}
