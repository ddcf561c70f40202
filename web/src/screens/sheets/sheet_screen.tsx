import { Button, Checkbox } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { use_object } from "../../api/objects";
import { query_client } from "../../api/query_client";
import type { ObjectType } from "../../api/types";
import { format_number } from "../../i18n/format";
import { ErrorIcon } from "../../look/icons";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";
import { type Choice, everything, key_of } from "../../records/sheets/choice";
import { sheet_query, take } from "../../records/sheets/questions";
import type { RowState, Sheet, SheetOutcome, SheetRow } from "../../records/sheets/types";
import { Bars, Failed } from "../../records/states";
import { w, w_count } from "../../words/sheets";
import { RowCard } from "./row_card";
import styles from "./sheets.module.css";
import { Told } from "./told";

const states: RowState[] = [
  "changed",
  "conflict",
  "new",
  "here",
  "problem",
  "unknown",
  "repeated",
  "bin",
];

// Three values a cell: what was exported, what the sheet says, what is here now; and what is taken.
export function SheetScreen({ id }: { id: string }) {
  const [state, set_state] = useState<RowState | "">("");
  const asked = useInfiniteQuery(sheet_query(id, state));
  const sheet = asked.data?.pages[0];
  const object = use_object(sheet?.object);
  const rows = asked.data?.pages.flatMap((page) => page.changed) ?? [];
  if (asked.error && !sheet) {
    return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  }
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <h1 className={styles.heading}>{w("heading")}</h1>
        <p className={styles.soft}>{sheet?.file_name ?? ""}</p>
        {!sheet || !object ? (
          <Bars count={6} height={18} />
        ) : sheet.state === "reading" ? (
          <div role="status">
            <p>{w("reading", { name: sheet.file_name })}</p>
            <progress aria-label={w("reading", { name: sheet.file_name })} />
          </div>
        ) : sheet.state === "failed" ? (
          <div role="alert">
            <h2 className={styles.title} data-bad>
              <ErrorIcon size={20} aria-hidden /> {w("failed")}
            </h2>
            <p>{sheet.error}</p>
          </div>
        ) : (
          <Compared
            sheet={sheet}
            object={object}
            rows={rows}
            state={state}
            on_state={set_state}
            more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined}
          />
        )}
        {object ? (
          <Link className={styles.back} to={`/${object.plural}` as never}>
            {w("back", { objects: object.label_plural })}
          </Link>
        ) : null}
      </div>
    </div>
  );
}

type ComparedProps = {
  sheet: Sheet;
  object: ObjectType;
  rows: SheetRow[];
  state: RowState | "";
  on_state: (state: RowState | "") => void;
  more?: () => void;
};

function Compared({ sheet, object, rows, state, on_state, more }: ComparedProps) {
  const [choice, set_choice] = useState<Choice>(everything);
  const [outcome, set_outcome] = useState<SheetOutcome | null>(null);
  const [busy, set_busy] = useState(false);
  const counts = sheet.counts ?? {};
  const present = states.filter((one) => (counts[one] ?? 0) > 0);
  const takeable = (counts.changed ?? 0) + (counts.conflict ?? 0) + (counts.new ?? 0) > 0;
  const conflicts = rows.flatMap((row) =>
    row.cells.filter((cell) => cell.state === "conflict").map((cell) => key_of(row, cell)),
  );

  async function apply() {
    set_busy(true);
    try {
      const { change, outcome: told } = await take(sheet.id, choice, object.label_plural);
      set_outcome(told);
      const text = !change
        ? w("nothing_taken")
        : told
          ? w("applied", { cells: format_number(told.cells), rows: format_number(told.rows) })
          : w("applied_many");
      announce_change(change, text, [object.plural]);
      await query_client.invalidateQueries({ queryKey: ["sheets", sheet.id] });
    } catch (error) {
      say_problem(error);
    } finally {
      set_busy(false);
    }
  }

  return (
    <>
      <p className={styles.soft}>{w("lead")}</p>
      <Told sheet={sheet} />
      {present.length === 0 ? (
        <p className={styles.title}>{w("same", { rows: format_number(sheet.rows ?? 0) })}</p>
      ) : (
        <fieldset className={styles.states}>
          <legend className="only_read_aloud">{w("show")}</legend>
          {(["", ...present] as const).map((one) => (
            <label key={one} data-chosen={state === one || undefined}>
              <input
                type="radio"
                name="state"
                checked={state === one}
                onChange={() => on_state(one)}
              />
              {one ? `${w(one)} ${format_number(counts[one] ?? 0)}` : w("all")}
            </label>
          ))}
        </fieldset>
      )}
      {conflicts.length > 1 ? (
        <div className={styles.foot}>
          <Button
            size="xs"
            variant="default"
            onClick={() => set_choice({ ...choice, from_sheet: new Set() })}
          >
            {w("keep_all")}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => set_choice({ ...choice, from_sheet: new Set(conflicts) })}
          >
            {w("take_all")}
          </Button>
        </div>
      ) : null}
      <ul className={styles.rows} aria-label={w("heading")}>
        {rows.map((row) => (
          <RowCard
            key={row.line}
            row={row}
            object={object}
            choice={choice}
            on_change={set_choice}
            failure={outcome?.failed.find((one) => one.line === row.line)}
          />
        ))}
      </ul>
      {more ? (
        <Button variant="default" onClick={more}>
          {w("more")}
        </Button>
      ) : null}
      {takeable ? (
        <div className={styles.bar}>
          {(counts.new ?? 0) > 0 ? (
            <Checkbox
              label={`${w("create")} (${format_number(counts.new ?? 0)})`}
              checked={choice.create}
              onChange={(event) => set_choice({ ...choice, create: event.currentTarget.checked })}
            />
          ) : null}
          <span className={styles.soft}>{w_count("rows", sheet.rows ?? 0)}</span>
          <Button loading={busy} onClick={() => void apply()}>
            {w("apply")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
