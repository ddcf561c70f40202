import { arrayMove } from "@dnd-kit/sortable";
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { useRef } from "react";
import type { Choice } from "../../../api/types";
import { AddIcon, CloseIcon } from "../../../look/icons";
import { Sortable, use_line } from "../../../records/sortable";
import { w } from "../../../words/shape";
import shape from "./shape.module.css";

// The choices of a field in their order: by drag, or with the keyboard on the grip.

type Props = { choices: Choice[]; on_change: (choices: Choice[]) => void };

const tones = ["good", "warning", "bad", "neutral"] as const;

export function ChoicesEditor({ choices, on_change }: Props) {
  const adds = useRef(false);
  const ids = choices.map((_, place) => `choice ${place}`);
  const put = (place: number, changes: Partial<Choice>) =>
    on_change(choices.map((one, at) => (at === place ? { ...one, ...changes } : one)));
  return (
    <fieldset className={shape.choices}>
      <legend>{w("choices")}</legend>
      <Sortable ids={ids} on_move={(from, to) => on_change(arrayMove(choices, from, to))}>
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
      </Sortable>
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
  const { line, grip } = use_line(id);
  const name = choice.label || w("choice_label", { number });
  return (
    <li {...line}>
      {grip(w("move_choice", { name }))}
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
