import { Link } from "@tanstack/react-router";
import { field_of } from "../../api/objects";
import type { ObjectType } from "../../api/types";
import { type Choice, key_of, with_left, with_side } from "../../records/sheets/choice";
import type { SheetCell, SheetOutcome, SheetRow } from "../../records/sheets/types";
import { w } from "../../words/sheets";
import styles from "./sheets.module.css";

type Props = {
  row: SheetRow;
  object: ObjectType;
  choice: Choice;
  on_change: (choice: Choice) => void;
  failure?: SheetOutcome["failed"][number];
};

// One row of the sheet that differs, cell by cell.
export function RowCard({ row, object, choice, on_change, failure }: Props) {
  const name = row.title || w("line", { line: row.line });
  return (
    <li className={styles.row} data-state={row.state}>
      <div className={styles.row_head}>
        {row.record ? (
          <Link to={`/${object.plural}/${row.record}` as never}>{name}</Link>
        ) : (
          <b>{name}</b>
        )}
        <span className={styles.badge} data-state={row.state}>
          {w(row.state)}
        </span>
        <span className={styles.line}>{w("line", { line: row.line })}</span>
      </div>
      {row.problem ? <p className={styles.bad}>{row.problem}</p> : null}
      {failure ? (
        <p className={styles.bad} role="alert">
          {w("failed_rows")}: {failure.problems.map((one) => one.message).join(" ")}
        </p>
      ) : null}
      <ul className={styles.cells}>
        {row.cells.map((cell) => (
          <li key={cell.column} data-state={cell.state}>
            <span className={styles.label}>{label_of(object, cell)}</span>
            <Cell row={row} name={name} cell={cell} choice={choice} on_change={on_change} />
          </li>
        ))}
      </ul>
    </li>
  );
}

// A part of a field is told by its column: `billing_address_city`.
function label_of(object: ObjectType, cell: SheetCell): string {
  const label = field_of(object, cell.field)?.label ?? cell.label;
  const part = cell.column.slice(cell.field.length + 1).replaceAll("_", " ");
  return part ? `${label}: ${part}` : label;
}

const text_of = (text: string) => text || w("nothing");

type CellProps = Omit<Props, "object" | "failure"> & { cell: SheetCell; name: string };

function Cell({ row, name, cell, choice, on_change }: CellProps) {
  const key = key_of(row, cell);
  if (cell.state === "conflict") {
    const takes_sheet = choice.from_sheet.has(key);
    return (
      <fieldset className={styles.sides}>
        <legend className={styles.was}>{w("was", { text: text_of(cell.exported) })}</legend>
        {[false, true].map((is_sheet) => (
          <label key={String(is_sheet)} data-chosen={takes_sheet === is_sheet || undefined}>
            <input
              type="radio"
              name={key}
              checked={takes_sheet === is_sheet}
              onChange={() => on_change(with_side(choice, key, is_sheet))}
            />
            <span className={styles.who}>{w(is_sheet ? "in_sheet" : "in_here")}</span>
            <span>{text_of(is_sheet ? cell.sheet : cell.now)}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  if (cell.state === "sheet" && row.state !== "new") {
    return (
      <label className={styles.take}>
        <input
          type="checkbox"
          aria-label={w("take_cell", { field: cell.label, row: name })}
          checked={!choice.left.has(key)}
          onChange={(event) => on_change(with_left(choice, key, !event.currentTarget.checked))}
        />
        <span>
          <del>{text_of(cell.now)}</del> → <ins>{text_of(cell.sheet)}</ins>
        </span>
      </label>
    );
  }
  if (cell.state === "here") {
    return (
      <span>
        <del>{text_of(cell.exported)}</del> → {text_of(cell.now)}{" "}
        <span className={styles.was}>{w("stays")}</span>
      </span>
    );
  }
  if (cell.state === "read_only" || cell.state === "problem") {
    return (
      <span>
        {text_of(cell.sheet)} <span className={styles.bad}>{cell.problem ?? w("read_only")}</span>
      </span>
    );
  }
  return <span>{text_of(cell.sheet)}</span>;
}
