import { memo } from "react";
import { title_of } from "../../api/objects";
import type { Field, ObjectType, Row } from "../../api/types";
import { FieldValue, kind_of } from "../../fields/kinds";
import { t } from "../../i18n";
import { MaximizeIcon } from "../../look/icons";
import { InlineEditor } from "../../records/forms/inline_editor";
import styles from "./list.module.css";
import { Tick } from "./tick";

// What can be done with a row; the table keeps these the same, so that rows may stay as they are.
export type RowWork = {
  open: (index: number, as_page: boolean) => void;
  set_column: (index: number, column: number, edit: boolean) => void;
  stop_editing: (move: number) => void;
  toggle: (id: string, extend: boolean) => void;
};

type TableRowProps = {
  object: ObjectType;
  row: Row;
  index: number;
  columns: Field[];
  start: number;
  height: number;
  chosen: boolean;
  current: boolean;
  opened: boolean;
  column: number;
  editing: boolean;
  read_only: boolean;
  work: RowWork;
};

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { object, row, index, columns, chosen, start, height, work } = props;
  const title = title_of(object, row) || t("untitled");
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={styles.row}
      data-chosen={chosen || undefined}
      data-current={props.current || undefined}
      data-editing={props.editing || undefined}
      data-opened={props.opened || undefined}
      style={{ top: start, height }}
    >
      <div role="gridcell" className={styles.check}>
        <Tick
          label={t("select_one", { name: title })}
          ticked={chosen}
          on_tick={(with_shift) => work.toggle(row.id, with_shift)}
        />
      </div>
      {columns.map((field, place) => (
        <Cell key={field.name} {...props} field={field} place={place} title={title} />
      ))}
    </div>
  );
});

type CellProps = TableRowProps & { field: Field; place: number; title: string };

function Cell(props: CellProps) {
  const { object, row, field, place, index, column, editing, read_only, work } = props;
  const here = column === place;
  if (here && editing && !field.read_only) {
    return (
      <div role="gridcell" className={styles.cell} data-editing>
        <InlineEditor
          object={object}
          row={row}
          field={field}
          on_done={work.stop_editing}
          floating
        />
      </div>
    );
  }
  const focusable = here || (column < 0 && props.current && place === 0);
  return (
    <div
      role="gridcell"
      className={styles.cell}
      data-cell={`${index}-${place}`}
      data-align={kind_of(field).align}
      data-title={place === 0 || undefined}
      data-here={here || undefined}
      tabIndex={focusable ? 0 : -1}
      onClick={(event) => {
        if ((event.target as HTMLElement).closest("a, button")) return;
        if (event.shiftKey) work.toggle(row.id, true);
        else if (place === 0) work.open(index, event.metaKey || event.ctrlKey);
        else work.set_column(index, place, false);
      }}
      onDoubleClick={() => !read_only && place !== 0 && work.set_column(index, place, true)}
    >
      <FieldValue
        field={field}
        value={row[field.name]}
        row={row}
        expanded={row.expanded?.[field.name]}
        linked={place !== 0}
      />
      {place === 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.open_page}
          aria-label={t("open_page_of", { name: props.title })}
          onClick={() => work.open(index, true)}
        >
          <MaximizeIcon size={14} aria-hidden />
        </button>
      ) : null}
    </div>
  );
}
