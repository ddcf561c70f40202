import { Button, Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { field_of, title_of } from "../../api/objects";
import { Problem } from "../../api/problem";
import { aggregate_query } from "../../api/records";
import type { Field, ObjectType, Row } from "../../api/types";
import { today } from "../../i18n/format";
import { FormFields, problems_beside } from "../../records/forms/record_form";
import { say_problem } from "../../records/saving/problem_text";
import { w } from "../../words/board";
import styles from "./board.module.css";
import type { Column } from "./columns";
import type { BoardView } from "./view";

// Asked where the card was dropped: when it was won or lost, for how much, and why not.

type Props = {
  view: BoardView;
  column: Column;
  row: Row | null;
  on_close: () => void;
  on_done: (row: Row, to: Column, more: Record<string, unknown>) => Promise<void>;
  children: ReactNode;
};

export function fields_asked(object: ObjectType, column: Column): Field[] {
  const names =
    column.outcome === "won"
      ? ["closed_on", object.board?.sum ?? ""]
      : column.outcome === "lost"
        ? ["closed_on", "lost_reason"]
        : [];
  return names.flatMap((name) => {
    const field = field_of(object, name);
    if (!field || field.read_only) return [];
    return [name === "lost_reason" ? { ...field, required: column.asks_reason } : field];
  });
}

export function ClosingSheet({ view, column, row, on_close, on_done, children }: Props) {
  return (
    <Popover
      opened={!!row}
      onChange={(open) => !open && on_close()}
      position="bottom-start"
      width={340}
      trapFocus
      withinPortal
      shadow="md"
      closeOnClickOutside={false}
      hideDetached={false}
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown p={14} aria-label={row ? title_of(view.object, row) : undefined}>
        {row ? (
          <ClosingForm
            key={row.id}
            view={view}
            column={column}
            row={row}
            on_close={on_close}
            on_done={on_done}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

type FormProps = Omit<Props, "children" | "row"> & { row: Row };

function ClosingForm({ view, column, row, on_close, on_done }: FormProps) {
  const { object } = view;
  const fields = fields_asked(object, column);
  const [values, set_values] = useState<Record<string, unknown>>(() => ({
    ...Object.fromEntries(fields.map((field) => [field.name, row[field.name] ?? null])),
    closed_on: row.closed_on ?? today(),
  }));
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The first thing to be answered, not the date that is already right.
  useEffect(() => {
    form.current
      ?.querySelector<HTMLInputElement>("[data-kind=choice] input, [data-kind=text] input")
      ?.focus();
  }, []);

  async function submit() {
    set_busy(true);
    try {
      const asked = fields.map((field) => [field.name, values[field.name] ?? null]);
      await on_done(row, column, Object.fromEntries(asked));
    } catch (problem) {
      if (problem instanceof Problem && problem.problems.length > 0) set_error(problem);
      else say_problem(problem);
      set_busy(false);
    }
  }

  const won = column.outcome === "won";
  const name = title_of(object, row);
  return (
    <form
      ref={form}
      className={styles.closing}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className={styles.closing_title}>{w(won ? "close_won" : "close_lost", { name })}</p>
      <FormFields
        fields={fields}
        values={values}
        on_change={(field, value) => set_values((old) => ({ ...old, [field]: value }))}
        error={error}
      />
      {column.outcome === "lost" ? (
        <UsualReasons
          object={object}
          on_pick={(lost_reason) => set_values((old) => ({ ...old, lost_reason }))}
        />
      ) : null}
      {problems_beside(error, fields).map((message) => (
        <p key={message} className={styles.problem} role="alert">
          {message}
        </p>
      ))}
      <div className={styles.closing_foot}>
        <Button variant="default" onClick={on_close}>
          {w("give_up")}
        </Button>
        <Button type="submit" loading={busy} color={won ? "teal.9" : undefined}>
          {w(won ? "mark_won" : "mark_lost")}
        </Button>
      </div>
    </form>
  );
}

// Reasons given before, so that the same reason is written the same way.
function UsualReasons({
  object,
  on_pick,
}: {
  object: ObjectType;
  on_pick: (reason: string) => void;
}) {
  const field = field_of(object, "lost_reason");
  const is_free_text = field?.worth === "text" && field.groups && !field.choices;
  const { data } = useQuery({
    ...aggregate_query(object.plural, {
      group: "lost_reason",
      measure: "count",
      filter: "lost_reason:*",
      sort: "-count",
    }),
    enabled: is_free_text,
    staleTime: 60_000,
  });
  const reasons = (data?.rows ?? []).map((row) => String(row.lost_reason ?? "")).filter(Boolean);
  if (!field || !is_free_text || reasons.length === 0) return null;
  return (
    <ul className={styles.reasons} aria-label={field.label}>
      {reasons.slice(0, 5).map((reason) => (
        <li key={reason}>
          <button type="button" onClick={() => on_pick(reason)}>
            {reason}
          </button>
        </li>
      ))}
    </ul>
  );
}
