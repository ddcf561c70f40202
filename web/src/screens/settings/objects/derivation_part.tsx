import { NativeSelect, SegmentedControl, Switch, Textarea, TextInput } from "@mantine/core";
import { find_object, use_objects } from "../../../api/objects";
import type { ObjectType } from "../../../api/types";
import { w } from "../../../words/derivation";
import type { FieldDraft } from "./shape";

// Whether a field is written by people or worked out, and how.

type Props = {
  object: ObjectType;
  draft: FieldDraft;
  put: (changes: Partial<FieldDraft>) => void;
  message: (member: string) => string | undefined;
};

const ways = ["written", "formula", "lookup", "roll_up"] as const;
type Way = (typeof ways)[number];

export const way_of = (draft: FieldDraft): Way =>
  draft.formula !== undefined
    ? "formula"
    : draft.lookup !== undefined
      ? "lookup"
      : draft.roll_up
        ? "roll_up"
        : "written";

export function DerivationPart({ object, draft, put, message }: Props) {
  const way = way_of(draft);
  function choose(next: Way) {
    put({
      formula: next === "formula" ? "" : undefined,
      lookup: next === "lookup" ? "" : undefined,
      roll_up: next === "roll_up" ? { figure: "count", object: "", by: "" } : undefined,
      kind: next === "formula" ? "number" : "text",
    });
  }
  return (
    <>
      {draft.name ? null : (
        <SegmentedControl
          size="xs"
          aria-label={w("way")}
          value={way}
          onChange={(next) => choose(next as Way)}
          data={ways.map((one) => ({ value: one, label: w(one) }))}
        />
      )}
      {way === "formula" ? (
        <Textarea
          label={w("formula")}
          description={w("formula_hint")}
          autosize
          minRows={2}
          spellCheck={false}
          value={draft.formula}
          error={message("formula")}
          onChange={(event) => put({ formula: event.currentTarget.value })}
        />
      ) : null}
      {way === "lookup" ? (
        <TextInput
          label={w("lookup_path")}
          description={w("lookup_hint")}
          spellCheck={false}
          value={draft.lookup}
          error={message("lookup")}
          onChange={(event) => put({ lookup: event.currentTarget.value })}
        />
      ) : null}
      {way === "roll_up" ? (
        <RollUpPart object={object} draft={draft} put={put} message={message} />
      ) : null}
    </>
  );
}

const figures = ["count", "sum", "avg", "min", "max"] as const;

function RollUpPart({ object, draft, put, message }: Props) {
  const objects = use_objects();
  const roll_up = draft.roll_up ?? { figure: "count", object: "", by: "" };
  const set = (more: Partial<typeof roll_up>) => put({ roll_up: { ...roll_up, ...more } });
  const related = object.related.filter((one) => {
    const other = find_object(objects, one.object);
    return other?.fields.find((field) => field.name === one.field)?.worth === "record";
  });
  const children = find_object(objects, roll_up.object);
  const fields = (children?.fields ?? []).filter((field) =>
    field.figures?.includes(roll_up.figure),
  );
  return (
    <>
      <NativeSelect
        label={w("figure")}
        value={roll_up.figure}
        onChange={(event) => set({ figure: event.currentTarget.value })}
        data={figures.map((one) => ({ value: one, label: w(one) }))}
      />
      <NativeSelect
        label={w("children")}
        error={message("roll_up")}
        value={`${roll_up.object} ${roll_up.by}`}
        onChange={(event) => {
          const [of_object = "", by = ""] = event.currentTarget.value.split(" ");
          set({ object: of_object, by, of: undefined });
        }}
        data={[
          { value: " ", label: "" },
          ...related.map((one) => ({
            value: `${one.object} ${one.field}`,
            label: `${one.label} · ${
              find_object(objects, one.object)?.fields.find((field) => field.name === one.field)
                ?.label ?? one.field
            }`,
          })),
        ]}
      />
      {roll_up.figure === "count" ? null : (
        <NativeSelect
          label={w("of")}
          value={roll_up.of ?? ""}
          onChange={(event) => set({ of: event.currentTarget.value || undefined })}
          data={[
            { value: "", label: "" },
            ...fields.map((field) => ({ value: field.name, label: field.label })),
          ]}
        />
      )}
      {object.tree ? (
        <Switch
          size="xs"
          label={w("below", { objects: object.label_plural })}
          checked={roll_up.below ?? false}
          onChange={(event) => set({ below: event.currentTarget.checked || undefined })}
        />
      ) : null}
      <TextInput
        label={w("only")}
        placeholder={'status = "open"'}
        spellCheck={false}
        value={roll_up.filter ?? ""}
        onChange={(event) => set({ filter: event.currentTarget.value || undefined })}
      />
    </>
  );
}
