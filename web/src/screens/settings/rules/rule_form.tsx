import { Button, MultiSelect, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { write } from "../../../api/client";
import { find_object, title_of, use_objects } from "../../../api/objects";
import { Problem } from "../../../api/problem";
import { create_record } from "../../../api/records";
import type { Field, ObjectType, Row } from "../../../api/types";
import { t } from "../../../i18n";
import { FilterBar } from "../../../records/filters/filter_bar";
import { say_problem } from "../../../records/saving/problem_text";
import { save_fields } from "../../../records/saving/save";
import { announce_change } from "../../../records/saving/undo";
import { w, w_count } from "../../../words/settings";
import { required_of } from "./rules";
import styles from "./rules.module.css";

// A rule: which records it finds, and whether those are refused or asked for more. What breaks it
// already is counted while it is written.

type Props = { rule: ObjectType; row?: Row; on_done: () => void };

export function RuleForm({ rule, row, on_done }: Props) {
  const objects = use_objects().filter((one) => !one.setting && one.fields.length > 0);
  const [values, set_values] = useState(() => ({
    name: String(row?.name ?? ""),
    object: String(row?.object ?? "deal"),
    condition: String(row?.condition ?? ""),
    message: String(row?.message ?? ""),
    field: String(row?.field ?? ""),
    required_fields: required_of(row),
  }));
  const [asks, set_asks] = useState(required_of(row).length > 0);
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const set = (more: Partial<typeof values>) => set_values((old) => ({ ...old, ...more }));
  const about = find_object(objects, values.object);
  const problem = (name: string) =>
    error instanceof Problem ? error.message_for(name) : undefined;
  const writable = (about?.fields ?? []).filter((field) => !field.read_only && !field.hidden);

  async function save() {
    const fields = {
      ...values,
      message: values.message || null,
      field: values.field || null,
      required_fields: asks ? values.required_fields : null,
    };
    set_busy(true);
    try {
      if (row) await save_fields(rule, row, fields);
      else {
        const made = await create_record(rule.plural, fields);
        announce_change(made.change, w("added", { name: title_of(rule, made.body) }), ["rules"]);
      }
      on_done();
    } catch (failure) {
      set_error(failure);
      if (!(failure instanceof Problem) || failure.problems.length === 0) say_problem(failure);
      set_busy(false);
    }
  }
  return (
    // Not a form: the filter in it is one already.
    <section
      className={styles.form}
      aria-label={row ? w("rule_change", { name: values.name }) : w("rule_add")}
    >
      <div className={styles.row}>
        <TextInput
          data-autofocus
          label={w("rule_name")}
          placeholder={w("rule_name_hint")}
          value={values.name}
          error={problem("name")}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={w("rule_object")}
          value={values.object}
          error={problem("object")}
          onChange={(event) =>
            set({
              object: event.currentTarget.value,
              condition: "",
              field: "",
              required_fields: [],
            })
          }
          data={objects.map((one) => ({ value: one.name, label: one.label_plural }))}
        />
      </div>
      <div className={styles.condition}>
        <span className={styles.label}>{w("rule_condition")}</span>
        {about ? (
          <FilterBar
            key={about.name}
            object={about}
            filter={values.condition}
            problem={problem("condition")}
            on_change={(condition) => {
              set({ condition });
              set_error(null);
            }}
          />
        ) : null}
      </div>
      <SegmentedControl
        className={styles.then}
        aria-label={w("rule_then")}
        value={asks ? "require" : "refuse"}
        onChange={(value) => set_asks(value === "require")}
        data={[
          { value: "refuse", label: w("rule_refuse") },
          { value: "require", label: w("rule_require") },
        ]}
      />
      {asks ? (
        <MultiSelect
          label={w("rule_fields")}
          searchable
          value={values.required_fields}
          error={problem("required_fields")}
          onChange={(required_fields) => set({ required_fields })}
          data={options_of(writable)}
        />
      ) : null}
      <div className={styles.row}>
        <TextInput
          label={w("rule_message")}
          value={values.message}
          error={problem("message")}
          onChange={(event) => set({ message: event.currentTarget.value })}
        />
        {asks ? null : (
          <NativeSelect
            label={w("rule_field")}
            value={values.field}
            error={problem("field")}
            onChange={(event) => set({ field: event.currentTarget.value })}
            data={[{ value: "", label: w("rule_field_any") }, ...options_of(writable)]}
          />
        )}
      </div>
      {about && values.condition && (!asks || values.required_fields.length > 0) ? (
        <Broken
          object={about}
          condition={values.condition}
          required={asks ? values.required_fields : []}
        />
      ) : null}
      <div className={styles.foot}>
        <Button variant="default" onClick={on_done}>
          {t("cancel")}
        </Button>
        <Button loading={busy} onClick={() => void save()}>
          {w("rule_save")}
        </Button>
      </div>
    </section>
  );
}

const options_of = (fields: Field[]) =>
  fields.map((field) => ({ value: field.name, label: field.label }));

type BrokenProps = { object: ObjectType; condition: string; required: string[] };
type Preview = { count: number; filter: string };

function Broken({ object, condition, required }: BrokenProps) {
  const asked = { object: object.name, condition, required_fields: required };
  const { data } = useQuery({
    queryKey: [object.plural, "aggregate", "rule", asked],
    queryFn: async () => (await write<Preview>("POST", "/rules/preview", asked)).body,
    retry: false,
  });
  if (!data) return null;
  return (
    <p className={styles.broken} role="status" data-some={data.count > 0 || undefined}>
      {data.count === 0 ? w("rule_broken_none") : w_count("rule_broken", data.count)}{" "}
      {data.count > 0 ? (
        <Link to="/$plural" params={{ plural: object.plural }} search={{ filter: data.filter }}>
          {w("rule_show")}
        </Link>
      ) : null}
    </p>
  );
}
