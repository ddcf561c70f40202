import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { find_object, title_of, use_objects } from "../../api/objects";
import { page_query } from "../../api/records";
import type { Field, ObjectType } from "../../api/types";
import { DateEditor } from "../../fields/date";
import { FieldEditor, kind_of } from "../../fields/kinds";
import { current_language } from "../../i18n";
import { w } from "../../words/figures";
import { use_address } from "../address";
import { OwnerPicker } from "../forms/owner_picker";
import { day_on_screen } from "../time/as_of";
import { AsOfPicker } from "../time/as_of_picker";
import { has_own_dates, type Usual } from "./inputs";
import styles from "./insights.module.css";

type Props = { fields: Field[]; usual?: Usual };

// The inputs as a form; all of them stand in the address.
export function InputBar({ fields, usual = {} }: Props) {
  const { search } = use_address();
  const has_period = fields.some((field) => field.name === "period");
  const is_shown = (field: Field) =>
    !(has_period && ["from", "to"].includes(field.name)) || has_own_dates(search);
  return fields
    .filter(is_shown)
    .map((field) => <Input key={field.name} field={field} usual={usual[field.name]} />);
}

type InputProps = { field: Field; usual?: string };

function Input({ field, usual }: InputProps) {
  const { search, change } = use_address();
  const objects = use_objects();
  const value = search[field.name];
  const set = (next: string | null) => change({ [field.name]: next });
  if (field.name === "as_of") return <AsOfPicker as_of={value} on_change={set} />;
  if (field.name === "period") return <PeriodInput field={field} usual={usual} />;
  if (kind_of(field).operator_words === "time")
    return <DayInput field={field} value={value} on_change={set} />;
  if (field.target === "user") return <OwnerPicker owner={value} on_change={set} />;
  if (field.target) {
    const target = find_object(objects, field.target);
    return target ? (
      <ReferenceInput field={field} target={target} value={value} on_change={set} />
    ) : null;
  }
  if (field.choices?.length) return <ChoiceInput field={field} value={value} on_change={set} />;
  return null;
}

function PeriodInput({ field, usual }: { field: Field; usual?: string }) {
  const { search, change } = use_address();
  const custom = has_own_dates(search);
  const choices = [...(field.choices ?? []), { key: "custom", label: w("custom") }];
  return (
    <NativeSelect
      size="xs"
      aria-label={field.label}
      value={custom ? "custom" : (search.period ?? usual ?? String(field.default ?? "all"))}
      onChange={(event) => {
        const period = event.currentTarget.value;
        const year = day_on_screen().slice(0, 4);
        if (period === "custom")
          change({ period: null, from: `${year}-01-01`, to: day_on_screen() });
        else change({ period, from: null, to: null });
      }}
      data={choices.map(({ key, label }) => ({ value: key, label: `${field.label}: ${label}` }))}
    />
  );
}

type OneProps = { field: Field; value?: string; on_change: (value: string | null) => void };

// What it begins with is not in the address.
function ChoiceInput({ field, value, on_change }: OneProps) {
  const first = typeof field.default === "string" ? field.default : "";
  const choices = (field.choices ?? []).map(({ key, label }) => ({
    value: key,
    label: `${field.label}: ${label}`,
  }));
  if (!first) choices.unshift({ value: "", label: w("none", { label: field.label }) });
  return (
    <NativeSelect
      size="xs"
      aria-label={field.label}
      value={value ?? first}
      onChange={(event) => {
        const next = event.currentTarget.value;
        on_change(next === first ? null : next);
      }}
      data={choices}
    />
  );
}

// The records of a small object are a list to choose from; without any there is nothing to ask.
function ReferenceInput({ field, target, value, on_change }: OneProps & { target: ObjectType }) {
  const small = target.setting || target.name === "team";
  const { data } = useQuery({ ...page_query(target.plural, { limit: 200 }), enabled: small });
  if (!small) {
    return (
      <div className={styles.reference_input}>
        <FieldEditor
          field={field}
          label={field.label}
          placeholder={w("any", { label: field.label })}
          value={value ?? null}
          on_change={(id) => on_change(typeof id === "string" ? id : null)}
        />
      </div>
    );
  }
  const records = data?.records ?? [];
  if (records.length === 0) return null;
  const noun = target.label_plural;
  const objects = current_language() === "en" ? noun.toLowerCase() : noun;
  return (
    <NativeSelect
      size="xs"
      aria-label={field.label}
      value={value ?? ""}
      onChange={(event) => on_change(event.currentTarget.value || null)}
      data={[
        { value: "", label: w("all_of", { objects }) },
        ...records.map((row) => ({ value: row.id, label: title_of(target, row) })),
      ]}
    />
  );
}

function DayInput({ field, value, on_change }: OneProps) {
  return (
    <div className={styles.day_input}>
      <DateEditor
        field={field}
        label={field.label}
        placeholder={field.label}
        value={value ?? null}
        on_change={(day) => {
          if (day === null) on_change(null);
          else if (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day)) on_change(day);
        }}
      />
    </div>
  );
}
