import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { field_of, title_of, use_object } from "../../api/objects";
import { Problem } from "../../api/problem";
import { create_record, page_query, remove_record } from "../../api/records";
import type { Field, ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { BinIcon } from "../../look/icons";
import { FormField, problems_beside } from "../../records/forms/record_form";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";
import { Bars, Failed } from "../../records/states";
import { Cell } from "./cell";
import styles from "./settings.module.css";
import { w } from "./words";

// The records of a small object as a table to edit in place, with a line to add one.

type Props = {
  name: string;
  fields: string[];
  sort?: string;
  filter?: string;
  extra?: (row: Row) => ReactNode;
  // Asked for when adding; all fields where it is not said.
  asked?: string[];
  // What every new one gets.
  given?: Record<string, unknown>;
  // What tells these rows from others on the page.
  within?: string;
};

export function RecordRows({ name, fields, sort, filter, extra, asked, given, within }: Props) {
  const object = use_object(name);
  const query = useQuery({
    ...page_query(object?.plural ?? "", { limit: 200, sort, filter }),
    enabled: !!object,
  });
  if (!object) return <p className={styles.soft}>{w("not_yours")}</p>;
  if (query.error && !query.data) {
    return <Failed error={query.error} retry={() => void query.refetch()} />;
  }
  if (!query.data) return <Bars count={5} height={22} />;
  const known = fields.flatMap((one) => field_of(object, one) ?? []);
  const rows = query.data.records;
  const to_ask = (asked ?? fields).flatMap((one) => field_of(object, one) ?? []);
  return (
    <>
      {rows.length === 0 ? (
        <p className={styles.soft}>{w("none")}</p>
      ) : (
        <section
          className={styles.table_scroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reachable by keyboard
          tabIndex={0}
          aria-label={[object.label_plural, within].filter(Boolean).join(", ")}
        >
          <table className={styles.table}>
            <thead>
              <tr>
                {known.map((field) => (
                  <th key={field.name} scope="col">
                    {field.label}
                  </th>
                ))}
                <th scope="col">
                  <span className="only_read_aloud">{t("more")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {known.map((field) => (
                    <td key={field.name}>
                      <Cell object={object} row={row} field={field} />
                    </td>
                  ))}
                  <td className={styles.row_tools}>
                    {extra?.(row)}
                    {object.can.delete ? <RemoveButton object={object} row={row} /> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {object.can.create ? (
        <AddForm object={object} fields={to_ask} given={given} within={within} />
      ) : null}
    </>
  );
}

export function RemoveButton({ object, row }: { object: ObjectType; row: Row }) {
  const name = title_of(object, row) || t("untitled");
  async function remove() {
    try {
      const { change } = await remove_record(object.plural, row.id);
      announce_change(change, w("removed", { name }), [object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={w("remove", { name })}
      onClick={() => void remove()}
    >
      <BinIcon size={15} />
    </ActionIcon>
  );
}

type AddProps = {
  object: ObjectType;
  fields: Field[];
  given?: Record<string, unknown>;
  label?: string;
  // What tells this form from others on the page.
  within?: string;
  // The last touch before it is sent: a key from a name, a position.
  complete?: (values: Record<string, unknown>) => Record<string, unknown>;
};

export function AddForm({ object, fields, given, label, within, complete }: AddProps) {
  const [values, set_values] = useState<Record<string, unknown>>({});
  const [error, set_error] = useState<unknown>(null);
  const [round, set_round] = useState(0);
  const [busy, set_busy] = useState(false);

  async function add() {
    set_busy(true);
    try {
      const all = { ...given, ...values };
      const made = await create_record(object.plural, complete ? complete(all) : all);
      const name = title_of(object, made.body);
      announce_change(made.change, w("added", { name }), [object.plural]);
      set_values({});
      set_error(null);
      set_round(round + 1);
    } catch (problem) {
      set_error(problem);
      if (!(problem instanceof Problem) || problem.problems.length === 0) say_problem(problem);
    } finally {
      set_busy(false);
    }
  }
  return (
    <form
      className={styles.add}
      aria-label={[w("add_one", { object: object.label }), within].filter(Boolean).join(", ")}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      {fields.map((field) => (
        <FormField
          key={`${field.name} ${round}`}
          field={field}
          values={values}
          on_change={(value) => set_values((old) => ({ ...old, [field.name]: value }))}
          message={error instanceof Problem ? error.message_for(field.name) : undefined}
        />
      ))}
      {problems_beside(error, fields).map((message) => (
        <p key={message} className={styles.problem} role="alert">
          {message}
        </p>
      ))}
      <Button type="submit" variant="default" loading={busy}>
        {label ?? w("add_one", { object: object.label })}
      </Button>
    </form>
  );
}
