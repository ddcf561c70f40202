import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Checkbox } from "@mantine/core";
import type { Field } from "../../api/types";
import { t } from "../../i18n";
import { GripIcon } from "../../look/icons";
import styles from "./list.module.css";

// Which columns, and in which order: by mouse, touch, or with space and the arrow keys. Its own
// file, so that dragging is fetched when it is first needed.

type SheetProps = { columns: Field[]; others: Field[]; on_change: (names: string[]) => void };

export default function ColumnsSheet({ columns, others, on_change }: SheetProps) {
  const names = columns.map((field) => field.name);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  function dropped({ active, over }: DragEndEvent) {
    if (!over || active.id === over.id) return;
    on_change(arrayMove(names, names.indexOf(String(active.id)), names.indexOf(String(over.id))));
  }
  return (
    <>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={dropped}>
        <SortableContext items={names} strategy={verticalListSortingStrategy}>
          {columns.map((field) => (
            <ColumnLine
              key={field.name}
              field={field}
              last={columns.length === 1}
              on_remove={() => on_change(names.filter((name) => name !== field.name))}
            />
          ))}
        </SortableContext>
      </DndContext>
      <hr className={styles.rule} />
      {others.map((field) => (
        <div key={field.name} className={styles.column}>
          <span className={styles.grip} />
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
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({
    id: field.name,
  });
  return (
    <div
      ref={setNodeRef}
      className={styles.column}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        type="button"
        className={styles.grip}
        {...attributes}
        {...listeners}
        aria-label={t("move_column", { field: field.label })}
      >
        <GripIcon size={14} aria-hidden />
      </button>
      <Checkbox label={field.label} checked disabled={last} onChange={on_remove} />
    </div>
  );
}
