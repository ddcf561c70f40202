import {
  type Announcements,
  type CollisionDetection,
  closestCenter,
  KeyboardCode,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { title_of } from "../../api/objects";
import type { ObjectType, Row } from "../../api/types";
import { w } from "../../words/board";
import type { Column } from "./columns";

// Dragging by mouse, touch and keyboard. By keyboard the card steps from column to column.

const step_to_column: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = { ArrowRight: 1, ArrowDown: 0, ArrowLeft: -1, ArrowUp: 0 }[event.code];
  if (!step) return undefined;
  event.preventDefault();
  const columns = [...context.droppableRects.entries()].sort(([, a], [, b]) => a.left - b.left);
  const here = columns.findIndex(([id]) => id === context.over?.id);
  const next = columns[here + step];
  if (!next || !context.collisionRect) return undefined;
  const [, rect] = next;
  const { left, width } = context.collisionRect;
  return {
    x: currentCoordinates.x + rect.left + rect.width / 2 - (left + width / 2),
    y: currentCoordinates.y,
  };
};

export function use_drag_sensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: step_to_column,
      // Enter opens the card, as on every list.
      keyboardCodes: {
        start: [KeyboardCode.Space],
        cancel: [KeyboardCode.Esc],
        end: [KeyboardCode.Space, KeyboardCode.Enter],
      },
    }),
  );
}

export const find_column_under: CollisionDetection = (asked) => {
  const under = pointerWithin(asked);
  return under.length > 0 ? under : closestCenter(asked);
};

export function announcements_of(object: ObjectType, columns: Column[]): Announcements {
  const name = (active: { data: { current?: Record<string, unknown> } }) =>
    title_of(object, (active.data.current?.row ?? {}) as Row);
  const stage = (id: unknown) => columns.find((column) => column.key === id)?.label ?? "";
  const field = object.board?.field ?? "";
  const home = (active: { data: { current?: Record<string, unknown> } }) =>
    stage((active.data.current?.row as Row | undefined)?.[field]);
  return {
    onDragStart: ({ active }) => w("picked_up", { name: name(active), stage: home(active) }),
    onDragOver: ({ active, over }) =>
      over
        ? w("over", { name: name(active), stage: stage(over.id) })
        : w("over_nothing", { name: name(active) }),
    onDragEnd: ({ active, over }) =>
      over
        ? w("dropped", { name: name(active), stage: stage(over.id) })
        : w("drag_cancelled", { name: name(active), stage: home(active) }),
    onDragCancel: ({ active }) => w("drag_cancelled", { name: name(active), stage: home(active) }),
  };
}

// The release of the button after a drag by mouse is a click for the browser where it is on the
// card that was lifted, and would follow its link. What drags stops the click before the card hears
// of it, so the card cannot refuse it: it is refused before all others, until the button is up.
export function refuse_click_of(start: Event) {
  if (!(start instanceof MouseEvent)) return;
  const capture = true;
  const refuse = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = () => {
    window.removeEventListener("click", refuse, { capture });
    window.removeEventListener("mouseup", leave_soon, { capture });
    window.removeEventListener("mousedown", leave, { capture });
  };
  const leave_soon = () => setTimeout(leave);
  window.addEventListener("click", refuse, { capture });
  window.addEventListener("mouseup", leave_soon, { capture });
  window.addEventListener("mousedown", leave, { capture });
}
