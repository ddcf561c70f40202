import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { page_query } from "../../../api/records";
import type { Field, ObjectType, Row } from "../../../api/types";
import { t } from "../../../i18n";
import { AddIcon, BinIcon, EditIcon } from "../../../look/icons";
import { is } from "../../../records/filters/filter_text";
import { say_problem } from "../../../records/saving/problem_text";
import { say } from "../../../records/saving/toasts";
import { undo } from "../../../records/saving/undo";
import { Sortable, use_line } from "../../../records/sortable";
import { w } from "../../../words/shape";
import { Part } from "../part";
import { by_position, moved } from "../pipelines/stages";
import { FieldForm } from "./field_form";
import { kind_label } from "./kind_label";
import {
  add_field,
  announce_shape,
  change_field,
  draft_of,
  type FieldDraft,
  remove_field,
  said_of,
  templates,
} from "./shape";
import shape from "./shape.module.css";

// The fields of one object: what Comity brings, and below it the firm's own in their order.

const system = new Set(["created_at", "created_by", "updated_at", "updated_by"]);
const found_in = (field: Field, text: string) =>
  `${field.label} ${field.name}`.toLowerCase().includes(text.trim().toLowerCase());

export function ObjectFields({ object }: { object: ObjectType }) {
  const [open, set_open] = useState<FieldDraft | null>(null);
  const [text, set_text] = useState("");
  const fields = object.fields.filter((one) => !system.has(one.name) && found_in(one, text));
  const own = fields.filter((one) => one.custom);
  const built_in = fields.filter((one) => !one.custom);
  const is_built_in = !!open?.name && built_in.some((one) => one.name === open.name);

  async function save(draft: FieldDraft) {
    const before = object.fields.find((one) => one.name === draft.name);
    const said = said_of(draft, before ? draft_of(before) : null);
    const name = draft.label;
    if (draft.name) {
      if (Object.keys(said).length > 0) {
        const { change } = await change_field(object.name, draft.name, said);
        await announce_shape(change, w("field_changed", { name }), [object.plural]);
      }
    } else {
      const { change } = await add_field(object.name, said);
      await announce_shape(change, w("field_added", { name }), [object.plural]);
    }
    set_open(null);
  }
  const form = open ? (
    <FieldForm
      key={open.name ?? open.label}
      object={object}
      start={open}
      built_in={is_built_in}
      on_save={save}
      on_close={() => set_open(null)}
    />
  ) : null;
  return (
    <Part title={w("fields_of", { name: object.label_plural })}>
      <div className={shape.bar}>
        <TextInput
          aria-label={w("find")}
          placeholder={w("find")}
          value={text}
          onChange={(event) => set_text(event.currentTarget.value)}
        />
        <Button
          leftSection={<AddIcon size={15} aria-hidden />}
          onClick={() => set_open({ label: "", kind: "text" })}
        >
          {w("add_field")}
        </Button>
      </div>
      {open && !open.name ? form : <Templates on_pick={set_open} />}
      {fields.length === 0 ? <p className={shape.soft}>{w("nothing_found")}</p> : null}
      {own.length > 0 ? (
        <OwnFields
          object={object}
          fields={own}
          on_edit={(field) => set_open(draft_of(field))}
          open={open?.name}
          form={form}
        />
      ) : null}
      {built_in.length > 0 && !object.custom ? (
        <>
          <h3 className={shape.small_head}>{w("built_in")}</h3>
          <ul className={shape.fields} aria-label={w("built_in")}>
            {built_in.map((field) => (
              <li key={field.name}>
                <FieldLine field={field} on_edit={() => set_open(draft_of(field))} />
                {open?.name === field.name ? form : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Part>
  );
}

function Templates({ on_pick }: { on_pick: (draft: FieldDraft) => void }) {
  return (
    <section className={shape.templates} aria-label={w("templates")}>
      <span>{w("templates")}</span>
      {templates().map((draft) => (
        <Button
          key={draft.label}
          variant="default"
          size="compact-sm"
          onClick={() => on_pick(draft)}
        >
          {draft.label}
        </Button>
      ))}
    </section>
  );
}

type OwnProps = {
  object: ObjectType;
  fields: Field[];
  open?: string;
  form: React.ReactNode;
  on_edit: (field: Field) => void;
};

function OwnFields({ object, fields, open, form, on_edit }: OwnProps) {
  const { data } = useQuery(
    page_query("custom_fields", { filter: is("object", object.name), limit: 200 }),
  );
  const rows = by_position(data?.records ?? []).filter((row) =>
    fields.some((field) => field.name === row.name),
  );

  async function move(from: number, to: number) {
    const changes: string[] = [];
    try {
      for (const { row, position } of moved(rows as Row[], from, to)) {
        const { change } = await change_field(object.name, String(row.name), { position });
        if (change) changes.unshift(change);
      }
      await announce_shape(null, w("reordered"), [object.plural]);
      const take_back = async () => {
        for (const change of changes) await undo(change);
      };
      say({ text: w("reordered"), action: { label: t("undo"), run: () => void take_back() } });
    } catch (error) {
      say_problem(error);
    }
  }
  const place = (name: unknown) => rows.findIndex((row) => row.name === name);
  return (
    <>
      <h3 className={shape.small_head}>{w("own")}</h3>
      <Sortable
        ids={fields.map((one) => one.name)}
        on_move={(from, to) => void move(place(fields[from]?.name), place(fields[to]?.name))}
      >
        <ul className={shape.fields} aria-label={w("own")}>
          {fields.map((field) => (
            <OwnField
              key={field.name}
              object={object}
              field={field}
              on_edit={() => on_edit(field)}
              form={open === field.name ? form : null}
            />
          ))}
        </ul>
      </Sortable>
    </>
  );
}

type OwnFieldProps = {
  object: ObjectType;
  field: Field;
  form: React.ReactNode;
  on_edit: () => void;
};

function OwnField({ object, field, form, on_edit }: OwnFieldProps) {
  const { line, grip } = use_line(field.name);
  const name = field.label;
  async function remove() {
    try {
      const { change } = await remove_field(object.name, field.name);
      await announce_shape(change, w("field_removed", { name }), [object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <li {...line}>
      <FieldLine
        field={field}
        on_edit={on_edit}
        grip={grip(w("move_field", { name }))}
        tools={
          field.name === object.title ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={w("remove_field", { name })}
              onClick={() => void remove()}
            >
              <BinIcon size={15} />
            </ActionIcon>
          )
        }
      />
      {form}
    </li>
  );
}

const marks = ["required", "unique", "indexed", "searched", "personal", "hidden"] as const;

type LineProps = {
  field: Field;
  grip?: React.ReactNode;
  tools?: React.ReactNode;
  on_edit: () => void;
};

function FieldLine({ field, grip, tools, on_edit }: LineProps) {
  const said = marks.filter((mark) => field[mark]).map((mark) => w(mark));
  return (
    <div className={shape.line}>
      {grip ?? <span />}
      <span className={shape.line_name}>
        {field.label} <code>{field.name}</code>
      </span>
      <span className={shape.line_kind}>
        {kind_label(field.kind)}
        {field.target ? ` → ${field.target}` : ""}
      </span>
      <span className={shape.line_marks}>{said.join(" · ")}</span>
      <span className={shape.line_tools}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={w("edit_field", { name: field.label })}
          onClick={on_edit}
        >
          <EditIcon size={15} />
        </ActionIcon>
        {tools}
      </span>
    </div>
  );
}
