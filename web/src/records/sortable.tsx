import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import type { ReactNode } from "react";
import { GripIcon } from "../look/icons";
import styles from "./sortable.module.css";

// Lines in an order of one's own: moved by mouse, by touch, or with space and the arrow keys on
// the grip. Only screens that are fetched when needed import this: dragging is a large library.

type Props = {
  ids: string[];
  // The line at the first place was dropped at the second.
  on_move: (from: number, to: number) => void;
  children: ReactNode;
};

export function Sortable({ ids, on_move, children }: Props) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={({ active, over }) => {
        if (over && active.id !== over.id)
          on_move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

// What a line of it spreads over its own element, and what makes its grip.
export function use_line(id: string) {
  const sort = useSortable({ id });
  return {
    line: {
      ref: sort.setNodeRef,
      style: { transform: CSS.Translate.toString(sort.transform), transition: sort.transition },
      "data-lifted": sort.isDragging || undefined,
    },
    grip: (label: string) => (
      <button
        type="button"
        ref={sort.setActivatorNodeRef}
        {...sort.attributes}
        {...sort.listeners}
        className={styles.grip}
        aria-label={label}
      >
        <GripIcon size={15} aria-hidden />
      </button>
    ),
  };
}
