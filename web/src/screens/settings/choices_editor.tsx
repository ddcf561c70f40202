import {
  closestCenter,
  DndContext,
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
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { useRef } from "react";
import type { Choice } from "../../api/types";
import { AddIcon, CloseIcon, GripIcon } from "../../look/icons";
import shape from "./shape.module.css";
import { w } from "./shape_words";

// The choices of a field in their order: by drag, or with the keyboard on the grip.

type Props = { choices: Choice[]; on_change: (choices: Choice[]) => void };

const tones = ["good", "warning", "bad", "neutral"] as const;

export function ChoicesEditor({ choices, on_change }: Props) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const adds = useRef(false);
  const ids = choices.map((_, place) => `choice ${place}`);
  const put = (place: number, changes: Partial<Choice>) =>
    on_change(choices.map((one, at) => (at === place ? { ...one, ...changes } : one)));
  return (
    <fieldset className={shape.choices}>
      <legend>{w("choices")}</legend>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={({ active, over }) => {
          if (over && active.id !== over.id)
            on_change(
              arrayMove(choices, ids.indexOf(String(active.id)), ids.indexOf(String(over.id))),
            );
        }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ul>
            {choices.map((choice, place) => (
              <ChoiceLine
                key={ids[place]}
                id={ids[place] ?? ""}
                number={place + 1}
                choice={choice}
                focus={adds.current && place === choices.length - 1}
                on_change={(changes) => put(place, changes)}
                on_remove={() => on_change(choices.filter((_, at) => at !== place))}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<AddIcon size={14} aria-hidden />}
        onClick={() => {
          adds.current = true;
          on_change([...choices, { key: "", label: "" }]);
        }}
      >
        {w("add_choice")}
      </Button>
    </fieldset>
  );
}

type LineProps = {
  id: string;
  number: number;
  choice: Choice;
  focus: boolean;
  on_change: (changes: Partial<Choice>) => void;
  on_remove: () => void;
};

function ChoiceLine({ id, number, choice, focus, on_change, on_remove }: LineProps) {
  const sort = useSortable({ id });
  const name = choice.label || w("choice_label", { number });
  return (
    <li
      ref={sort.setNodeRef}
      style={{ transform: CSS.Translate.toString(sort.transform), transition: sort.transition }}
      data-lifted={sort.isDragging || undefined}
    >
      <button
        type="button"
        ref={sort.setActivatorNodeRef}
        {...sort.attributes}
        {...sort.listeners}
        className={shape.grip}
        aria-label={w("move_choice", { name })}
      >
        <GripIcon size={15} aria-hidden />
      </button>
      <TextInput
        aria-label={w("choice_label", { number })}
        value={choice.label}
        autoFocus={focus}
        onChange={(event) => on_change({ label: event.currentTarget.value })}
      />
      <Select
        aria-label={w("tone", { name })}
        allowDeselect={false}
        data={[
          { value: "", label: w("tone_none") },
          ...tones.map((tone) => ({ value: tone, label: w(`tone_${tone}`) })),
        ]}
        value={choice.tone ?? ""}
        onChange={(tone) => on_change({ tone: tone || "" })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={w("remove_choice", { name })}
        onClick={on_remove}
      >
        <CloseIcon size={15} />
      </ActionIcon>
    </li>
  );
}
