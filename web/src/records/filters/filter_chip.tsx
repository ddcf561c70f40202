import { ActionIcon, Button, NativeSelect, Popover, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { field_of, use_object } from "../../api/objects";
import type { Field, ObjectType } from "../../api/types";
import type { OperatorName } from "../../fields/kind";
import { FieldEditor, FieldValue, kind_of, operators_of } from "../../fields/kinds";
import { type TextKey, t, t_known } from "../../i18n";
import { CloseIcon } from "../../look/icons";
import { use_press_outside } from "../use_press_outside";
import styles from "./filter_bar.module.css";
import { type Clause, is_moving, value_of } from "./filter_clauses";

// The field at the end of a path: account.sector is the sector of the account.
export function use_path_field(object: ObjectType, path: string): Field | undefined {
  const [head = "", tail] = path.split(".");
  const near = field_of(object, head);
  const target = use_object(tail ? (near?.target ?? undefined) : undefined);
  if (path === "within") return below_field(object, "within", t("itself_or_below"));
  if (!tail) return near;
  if (near && tail === "within" && target?.tree) return below_field(target, path, near.label);
  const far = field_of(target, tail);
  return far && near ? { ...far, label: `${near.label}: ${far.label}` } : undefined;
}

// `account.within`: the account or any below it, chosen as the account is.
export const below_field = (target: ObjectType, name: string, label: string): Field => ({
  name,
  label: name === "within" ? label : t("field_and_below", { field: label }),
  kind: "reference",
  worth: "record",
  target: target.name,
  required: true,
});

type ChipProps = {
  object: ObjectType;
  clause: Clause;
  open: boolean;
  on_open: (open: boolean) => void;
  on_change: (clause: Clause) => void;
  on_remove: () => void;
};

export function FilterChip({ object, clause, open, on_open, on_change, on_remove }: ChipProps) {
  const field = use_path_field(object, clause.field);
  const chip = useRef<HTMLSpanElement>(null);
  use_press_outside(open, (pressed) => {
    if (!chip.current?.contains(pressed)) on_open(false);
  });
  const name = clause.operator === "words" ? t("words") : (field?.label ?? clause.field);
  return (
    <span ref={chip} className={styles.chip}>
      <Popover
        opened={open}
        onChange={on_open}
        closeOnClickOutside={false}
        position="bottom-start"
        trapFocus
        withinPortal
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.chip_words}
            onClick={() => on_open(!open)}
            aria-haspopup="dialog"
            aria-expanded={open}
          >
            <b>{name}</b>
            {clause.operator === "words" ? null : (
              <span>{operator_text(clause.operator, field)}</span>
            )}
            <ClauseValues clause={clause} field={field} />
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("edit_filter", { field: name })}>
          <ClauseForm
            clause={clause}
            field={field}
            on_done={(next) => {
              on_change(next);
              on_open(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={styles.chip_close}
        onClick={on_remove}
        aria-label={t("remove_filter", { field: name })}
      >
        <CloseIcon size={12} aria-hidden />
      </button>
    </span>
  );
}

// "at least" a number, but "from" a day.
function operator_text(operator: string, field: Field | undefined): string {
  const otherwise = t(`operator_${operator}` as TextKey);
  const is_time = field && kind_of(field).operator_words === "time";
  return is_time ? t_known(`operator_time_${operator}`, otherwise) : otherwise;
}

function ClauseValues({ clause, field }: { clause: Clause; field: Field | undefined }) {
  return (
    <>
      {clause.literals.map((literal, place) => (
        <span key={literal} className={styles.value}>
          {place > 0 ? <span className="faint"> {t("or")} </span> : null}
          <LiteralValue literal={literal} field={field} />
        </span>
      ))}
    </>
  );
}

function LiteralValue({ literal, field }: { literal: string; field: Field | undefined }) {
  if (is_moving(literal)) return <>{moving_text(literal)}</>;
  const value = field ? kind_of(field).from_literal(value_of(literal)) : undefined;
  if (!field || value === undefined) return <>{String(value_of(literal))}</>;
  return <FieldValue field={field} value={value} linked={false} />;
}

function moving_text(literal: string): string {
  const found = /^(me|today|now)(?:([+-])(\d+)([dhwmy]))?$/.exec(literal);
  if (!found) return literal;
  const word = t(`word_${found[1]}` as TextKey);
  return found[2] ? `${word} ${found[2]} ${found[3]} ${t(`unit_${found[4]}` as TextKey)}` : word;
}

type FormProps = { clause: Clause; field: Field | undefined; on_done: (clause: Clause) => void };

function ClauseForm({ clause, field, on_done }: FormProps) {
  const kind = field ? kind_of(field) : null;
  const operators = field ? operators_of(field) : [];
  const [operator, set_operator] = useState(clause.operator);
  const [literals, set_literals] = useState(clause.literals);
  // Counts how often a value between others went away: those after it are other editors then.
  const [shifts, set_shifts] = useState(0);
  const takes_value = operator !== "empty" && operator !== "filled";
  const many = kind?.takes_several;
  const finish = (next = literals) =>
    on_done({ ...clause, operator, literals: takes_value ? next.filter(Boolean) : [] });

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      {operators.length > 1 ? (
        <NativeSelect
          aria-label={t("operator")}
          value={operator}
          onChange={(event) => set_operator(event.currentTarget.value as OperatorName)}
          data={operators.map((name) => ({
            value: name,
            label: operator_text(name, field),
          }))}
        />
      ) : null}
      {takes_value
        ? (many && literals.length > 0 ? [...literals, ""] : literals.length ? literals : [""]).map(
            (literal, place) => (
              <LiteralEditor
                key={`${place}-${shifts}`}
                literal={literal}
                field={field}
                first={place === 0}
                on_change={(next) => {
                  const list = [...literals];
                  list[place] = next;
                  if (!next && place < literals.length - 1) set_shifts(shifts + 1);
                  set_literals(list.filter((one, index) => one || index < list.length - 1));
                }}
              />
            ),
          )
        : null}
      <Button type="submit">{t("apply")}</Button>
    </form>
  );
}

type LiteralProps = {
  literal: string;
  field: Field | undefined;
  first: boolean;
  on_change: (literal: string) => void;
};

function LiteralEditor({ literal, field, first, on_change }: LiteralProps) {
  const kind = field ? kind_of(field) : null;
  const [value, set_value] = useState<unknown>(() =>
    literal && kind && !is_moving(literal) ? kind.from_literal(value_of(literal)) : undefined,
  );
  if (!field || !kind) {
    return (
      <TextInput
        aria-label={t("value")}
        data-autofocus={first || undefined}
        value={literal}
        onChange={(event) => on_change(event.currentTarget.value)}
      />
    );
  }
  if (is_moving(literal)) {
    return (
      <div className={styles.moving}>
        <span>{moving_text(literal)}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("other_value")}
          onClick={() => on_change("")}
        >
          <CloseIcon size={14} />
        </ActionIcon>
      </div>
    );
  }
  // A part of a text is asked for by plain text, whatever the kind edits.
  const edited: Field = { ...field, kind: kind.asked_as ?? field.kind };
  const shown = Array.isArray(value)
    ? ((value[0] as { value?: string })?.value ?? value[0])
    : value;
  return (
    <div className={styles.literal}>
      <FieldEditor
        field={{ ...edited, required: false }}
        value={shown}
        label={field.label}
        auto_focus={first}
        on_change={(next) => {
          set_value(next);
          on_change(next === null || next === "" ? "" : kind_of(edited).literal(next));
        }}
      />
      {kind.moving?.(field).map((literal) => (
        <Word key={literal} literal={literal} on_pick={on_change} />
      ))}
    </div>
  );
}

function Word({ literal, on_pick }: { literal: string; on_pick: (literal: string) => void }) {
  return (
    <Button variant="default" size="compact-xs" onClick={() => on_pick(literal)}>
      {moving_text(literal)}
    </Button>
  );
}
