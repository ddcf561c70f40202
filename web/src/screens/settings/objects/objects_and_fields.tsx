import { ActionIcon, Button, Select, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { use_objects } from "../../../api/objects";
import { Problem } from "../../../api/problem";
import type { ObjectType } from "../../../api/types";
import { AddIcon, BackIcon, BinIcon } from "../../../look/icons";
import { ObjectIcon } from "../../../look/object_icon";
import { is_work } from "../../../records/place";
import { say_problem } from "../../../records/saving/problem_text";
import { w } from "../../../words/shape";
import { Part } from "../part";
import { DefinitionsPart } from "./definitions_part";
import { ObjectFields } from "./object_fields";
import { add_object, announce_shape, change_object, remove_object } from "./shape";
import shape from "./shape.module.css";
import { ShapeBin } from "./shape_bin";

// What Comity keeps, and how an administrator makes it fit the firm.

export function ObjectsAndFields() {
  const objects = use_objects().filter(is_work);
  const [chosen, set_chosen] = useState<string | null>(() =>
    new URLSearchParams(location.search).get("object"),
  );
  const [adds, set_adds] = useState(false);
  const object = objects.find((one) => one.name === chosen);
  const choose = (name: string | null) => {
    set_chosen(name);
    const query = name ? `?object=${name}` : "";
    history.replaceState(history.state, "", `${location.pathname}${query}`);
  };
  if (object) {
    return (
      <>
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<BackIcon size={15} aria-hidden />}
            onClick={() => choose(null)}
          >
            {w("back")}
          </Button>
        </div>
        <ObjectHead key={object.name} object={object} on_removed={() => choose(null)} />
        <ObjectFields key={`${object.name} fields`} object={object} />
      </>
    );
  }
  return (
    <>
      <Part title={w("objects")} hint={w("objects_hint")}>
        <div className={shape.bar}>
          <Button leftSection={<AddIcon size={15} aria-hidden />} onClick={() => set_adds(true)}>
            {w("add_object")}
          </Button>
        </div>
        {adds ? (
          <AddObject
            on_close={() => set_adds(false)}
            on_added={(name) => {
              set_adds(false);
              choose(name);
            }}
          />
        ) : null}
        <ul className={shape.objects} aria-label={w("objects")}>
          {objects.map((one) => (
            <li key={one.name}>
              <button type="button" onClick={() => choose(one.name)}>
                <ObjectIcon object={one} size={17} />
                <span>{one.label_plural}</span>
                <small>{one.custom ? w("own") : w("built_in")}</small>
              </button>
            </li>
          ))}
        </ul>
      </Part>
      <ShapeBin />
      <DefinitionsPart />
    </>
  );
}

const groups = () => [
  { value: "people", label: w("group_people") },
  { value: "sales", label: w("group_sales") },
  { value: "work", label: w("group_work") },
];

function AddObject({
  on_added,
  on_close,
}: {
  on_added: (name: string) => void;
  on_close: () => void;
}) {
  const [label, set_label] = useState("");
  const [plural, set_plural] = useState("");
  const [group, set_group] = useState("work");
  const [error, set_error] = useState<Problem | null>(null);

  async function add() {
    try {
      const made = await add_object({
        label: label.trim(),
        ...(plural.trim() ? { label_plural: plural.trim() } : {}),
        group,
      });
      await announce_shape(made.change, w("object_added", { name: label.trim() }));
      on_added(made.body.name);
    } catch (problem) {
      if (problem instanceof Problem && problem.problems.length > 0) set_error(problem);
      else say_problem(problem);
    }
  }
  return (
    <form
      className={shape.form}
      aria-label={w("add_object")}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div className={shape.pair}>
        <TextInput
          label={w("object_label")}
          placeholder={w("object_label_example")}
          value={label}
          autoFocus
          required
          error={error?.problems.map((one) => one.message).join(" ")}
          onChange={(event) => set_label(event.currentTarget.value)}
        />
        <TextInput
          label={w("object_plural")}
          placeholder={w("object_plural_example")}
          value={plural}
          onChange={(event) => set_plural(event.currentTarget.value)}
        />
      </div>
      <Select
        label={w("object_group")}
        allowDeselect={false}
        data={groups()}
        value={group}
        onChange={(next) => next && set_group(next)}
      />
      <div className={shape.form_buttons}>
        <Button type="submit" disabled={!label.trim()}>
          {w("add_object")}
        </Button>
        <Button variant="default" onClick={on_close}>
          {w("cancel")}
        </Button>
      </div>
    </form>
  );
}

function ObjectHead({ object, on_removed }: { object: ObjectType; on_removed: () => void }) {
  const [label, set_label] = useState(object.label);
  const [plural, set_plural] = useState(object.label_plural);
  async function change(said: Record<string, unknown>) {
    try {
      const { change: made } = await change_object(object.name, said);
      await announce_shape(made, w("object_changed", { name: object.label }));
    } catch (error) {
      say_problem(error);
    }
  }
  async function remove() {
    try {
      const { change: made } = await remove_object(object.name);
      await announce_shape(made, w("object_removed", { name: object.label_plural }));
      on_removed();
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <section className={shape.head} aria-label={object.label_plural}>
      <ObjectIcon object={object} size={22} />
      <TextInput
        aria-label={w("object_label")}
        value={label}
        onChange={(event) => set_label(event.currentTarget.value)}
        onBlur={() => label.trim() && label !== object.label && void change({ label })}
      />
      <TextInput
        aria-label={w("object_plural")}
        value={plural}
        onChange={(event) => set_plural(event.currentTarget.value)}
        onBlur={() =>
          plural.trim() && plural !== object.label_plural && void change({ label_plural: plural })
        }
      />
      <Switch
        label={w("hide_object")}
        checked={!object.group}
        onChange={(event) => void change({ hidden: event.currentTarget.checked })}
      />
      {object.custom ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={w("remove_object", { name: object.label_plural })}
          onClick={() => void remove()}
        >
          <BinIcon size={16} />
        </ActionIcon>
      ) : null}
    </section>
  );
}
