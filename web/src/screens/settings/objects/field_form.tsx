import { Button, Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { use_kinds, use_objects } from "../../../api/objects";
import { Problem } from "../../../api/problem";
import type { KindFacts, ObjectType } from "../../../api/types";
import { FieldEditor } from "../../../fields/kinds";
import { say_problem } from "../../../records/saving/problem_text";
import { w } from "../../../words/shape";
import { ChoicesEditor } from "./choices_editor";
import { DerivationPart, way_of } from "./derivation_part";
import { kind_label } from "./kind_label";
import { type FieldDraft, field_for_preview } from "./shape";
import shape from "./shape.module.css";

// One field, being added or changed, with what it will look like beside.

type Props = {
  object: ObjectType;
  start: FieldDraft;
  // One that Comity brings: it can be called otherwise, hidden, and get more choices.
  built_in?: boolean;
  on_save: (draft: FieldDraft) => Promise<void>;
  on_close: () => void;
};

export function FieldForm({ object, start, built_in, on_save, on_close }: Props) {
  const kinds = use_kinds();
  const [draft, set_draft] = useState(start);
  const [error, set_error] = useState<Problem | null>(null);
  const [busy, set_busy] = useState(false);
  const put = (changes: Partial<FieldDraft>) => set_draft((old) => ({ ...old, ...changes }));
  const message = (member: string) => error?.message_for(member);

  async function save() {
    set_busy(true);
    try {
      await on_save(draft);
    } catch (problem) {
      if (problem instanceof Problem && problem.problems.length > 0) set_error(problem);
      else say_problem(problem);
    } finally {
      set_busy(false);
    }
  }
  const way = way_of(draft);
  const facts = kinds.find((kind) => kind.name === draft.kind);
  const shown = [
    ...["label", "help", "kind", "target", "default", "choices"],
    ...["formula", "lookup", "roll_up"],
  ];
  const elsewhere = error?.problems.filter((one) => !shown.includes(one.field ?? "")) ?? [];
  return (
    <form
      className={shape.form}
      aria-label={start.name ? w("edit_field", { name: start.label }) : w("add_field")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") on_close();
      }}
    >
      <div className={shape.form_columns}>
        <div className={shape.form_fields}>
          <TextInput
            label={w("label")}
            value={draft.label}
            error={message("label") ?? message("name")}
            autoFocus
            required
            onChange={(event) => put({ label: event.currentTarget.value })}
          />
          {built_in ? null : (
            <DerivationPart object={object} draft={draft} put={put} message={message} />
          )}
          {way !== "written" && way !== "formula" ? null : (
            <Select
              label={w("kind")}
              disabled={built_in}
              error={message("kind")}
              allowDeselect={false}
              searchable
              data={kinds
                .filter(({ own }) => (way === "formula" ? own?.formula : own))
                .map(({ name }) => ({ value: name, label: kind_label(name) }))
                .toSorted((one, other) => one.label.localeCompare(other.label))}
              value={draft.kind}
              onChange={(kind) => kind && put({ kind })}
            />
          )}
          {way === "written" ? (
            <KindOptions
              facts={facts}
              draft={draft}
              put={put}
              message={message}
              built_in={built_in}
            />
          ) : null}
          <Textarea
            label={w("help")}
            autosize
            minRows={1}
            value={draft.help ?? ""}
            error={message("help")}
            onChange={(event) => put({ help: event.currentTarget.value })}
          />
          {way === "written" ? (
            <Marks facts={facts} draft={draft} put={put} built_in={built_in} />
          ) : null}
          {elsewhere.map((one) => (
            <p key={one.field + one.message} className={shape.problem} role="alert">
              {one.message}
            </p>
          ))}
        </div>
        {way === "written" ? <Preview facts={facts} draft={draft} object={object} /> : null}
      </div>
      <div className={shape.form_buttons}>
        <Button type="submit" loading={busy} disabled={!draft.label.trim()}>
          {start.name ? w("save") : w("add_field")}
        </Button>
        <Button variant="default" onClick={on_close}>
          {w("cancel")}
        </Button>
      </div>
    </form>
  );
}

type PartProps = {
  facts?: KindFacts;
  draft: FieldDraft;
  put: (changes: Partial<FieldDraft>) => void;
  built_in?: boolean;
};

const number_or_null = (value: string | number): number | null =>
  value === "" ? null : Number(value);

function KindOptions({
  facts,
  draft,
  put,
  message,
  built_in,
}: PartProps & { message: (member: string) => string | undefined }) {
  const objects = use_objects();
  const own = facts?.own;
  return (
    <>
      {facts?.choices && (!built_in || (draft.choices?.length ?? 0) > 0) ? (
        <>
          <ChoicesEditor choices={draft.choices ?? []} on_change={(choices) => put({ choices })} />
          {message("choices") ? (
            <p className={shape.problem} role="alert">
              {message("choices")}
            </p>
          ) : null}
        </>
      ) : null}
      {own?.target && !built_in ? (
        <Select
          label={w("target")}
          error={message("target")}
          searchable
          clearable={!facts?.many}
          placeholder={facts?.many ? undefined : w("any_object")}
          data={objects
            .filter((one) => one.custom || one.group)
            .map((one) => ({ value: one.name, label: one.label }))}
          value={draft.target ?? null}
          onChange={(target) => put({ target: target ?? undefined })}
        />
      ) : null}
      {own?.decimals && !built_in ? (
        <NumberInput
          label={w("decimals")}
          min={0}
          max={9}
          value={draft.decimals ?? ""}
          onChange={(value) => put({ decimals: number_or_null(value) })}
        />
      ) : null}
      {own?.range && !built_in ? (
        <div className={shape.pair}>
          <NumberInput
            label={w("least")}
            value={draft.least ?? ""}
            onChange={(value) => put({ least: number_or_null(value) })}
          />
          <NumberInput
            label={w("most")}
            value={draft.most ?? ""}
            onChange={(value) => put({ most: number_or_null(value) })}
          />
        </div>
      ) : null}
      {!built_in && !facts?.refers ? (
        <TextInput
          label={w("default")}
          value={draft.default ?? ""}
          error={message("default")}
          onChange={(event) => put({ default: event.currentTarget.value })}
        />
      ) : null}
    </>
  );
}

function Marks({ facts, draft, put, built_in }: PartProps) {
  const marks = [
    ["required", true],
    ["unique", !built_in && !!facts?.own?.unique],
    ["indexed", !built_in && !!facts?.own?.indexed && !facts.refers],
    ["searched", !built_in && !!facts?.own?.searched],
    ["personal", !built_in],
    ["hidden", !!draft.name],
  ] as const;
  return (
    <div className={shape.marks}>
      {marks.map(([mark, is_offered]) =>
        is_offered ? (
          <Checkbox
            key={mark}
            label={w(mark)}
            checked={!!draft[mark]}
            onChange={(event) => put({ [mark]: event.currentTarget.checked })}
          />
        ) : null,
      )}
    </div>
  );
}

function Preview({ facts, draft, object }: Omit<PartProps, "put"> & { object: ObjectType }) {
  const [value, set_value] = useState<unknown>(null);
  const field = field_for_preview(draft);
  const can_show = !facts?.refers || (facts.own?.target && !!draft.target);
  return (
    <aside className={shape.preview} aria-label={w("preview")}>
      <p>
        {w("preview")} · {object.label}
      </p>
      <span className={shape.preview_label}>
        {field.label}
        {field.required ? " *" : ""}
      </span>
      {can_show ? (
        <FieldEditor
          key={`${draft.kind} ${draft.target} ${draft.choices?.length}`}
          field={field}
          value={value}
          label={`${w("preview")}: ${field.label}`}
          on_change={set_value}
        />
      ) : null}
      {field.help ? <small>{field.help}</small> : null}
    </aside>
  );
}
