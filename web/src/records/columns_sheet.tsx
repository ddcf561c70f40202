import { arrayMove } from "@dnd-kit/sortable";
import { Checkbox } from "@mantine/core";
import type { Field } from "../api/types";
import { t } from "../i18n";
import styles from "./columns_sheet.module.css";
import { Sortable, use_line } from "./sortable";

// Which columns, and in which order: by mouse, touch, or with space and the arrow keys. Its own
// file, so that dragging is fetched when it is first needed.

type SheetProps = { columns: Field[]; others: Field[]; on_change: (names: string[]) => void };

export default function ColumnsSheet({ columns, others, on_change }: SheetProps) {
  const names = columns.map((field) => field.name);
  return (
    <>
      <Sortable ids={names} on_move={(from, to) => on_change(arrayMove(names, from, to))}>
        {columns.map((field) => (
          <ColumnLine
            key={field.name}
            field={field}
            last={columns.length === 1}
            on_remove={() => on_change(names.filter((name) => name !== field.name))}
          />
        ))}
      </Sortable>
      <hr className={styles.rule} />
      {others.map((field) => (
        <div key={field.name} className={styles.column}>
          <span className={styles.no_grip} />
          <Checkbox
            label={field.label}
            checked={false}
            onChange={() => on_change([...names, field.name])}
          />
        </div>
      ))}
    </>
  );
}

type LineProps = { field: Field; last: boolean; on_remove: () => void };

function ColumnLine({ field, last, on_remove }: LineProps) {
  const { line, grip } = use_line(field.name);
  return (
    <div {...line} className={styles.column}>
      {grip(t("move_column", { field: field.label }))}
      <Checkbox label={field.label} checked disabled={last} onChange={on_remove} />
    </div>
  );
}
