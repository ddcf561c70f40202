import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { with_moment } from "../api/moment";
import { find_object, title_of, use_objects } from "../api/objects";
import { record_query, search_query } from "../api/records";
import type { Field, Reference } from "../api/types";
import { t } from "../i18n";
import { Avatar } from "../look/avatar";
import { use_follow } from "../look/follow";
import { ObjectIcon } from "../look/object_icon";
import styles from "./fields.module.css";
import type { DisplayProps, EditorProps, FieldKind } from "./kind";
import { quoted } from "./kind";

type Pointer = { object: string; id: string };

// Where a reference points: a plain id where the field names its target, object and id where not.
export function pointer_of(field: Field, value: unknown): Pointer | null {
  if (typeof value === "string" && value) return { object: field.target ?? "", id: value };
  if (value && typeof value === "object" && "id" in value) return value as Pointer;
  return null;
}

// The title of a record that came without one. Titles change seldom, so they are kept long.
export function use_title(pointer: Pointer | null, known?: string | null): string | null {
  const objects = use_objects();
  const object = pointer ? find_object(objects, pointer.object) : undefined;
  const { data, isError } = useQuery({
    ...record_query(object?.plural ?? "", pointer?.id ?? ""),
    enabled: !!object && !known,
    staleTime: 5 * 60_000,
    retry: false,
  });
  if (known) return known;
  if (data) return title_of(object, data) || t("untitled");
  return isError || !object ? t("not_visible") : null;
}

type MarkProps = { pointer: Pointer; title?: string | null; linked?: boolean };

export function ReferenceMark({ pointer, title, linked = true }: MarkProps) {
  // In lists the titles come along: then nothing has to be asked, or listened to.
  if (title) return <Mark pointer={pointer} title={title} linked={linked} />;
  return <AskedMark pointer={pointer} linked={linked} />;
}

function AskedMark({ pointer, linked }: { pointer: Pointer; linked: boolean }) {
  return <Mark pointer={pointer} title={use_title(pointer)} linked={linked} />;
}

function Mark({ pointer, title, linked }: MarkProps) {
  const objects = use_objects();
  const follow = use_follow();
  const object = find_object(objects, pointer.object);
  const face = object?.place.face;
  const inner = (
    <>
      {face ? (
        <Avatar
          name={title ?? "?"}
          size={face === "company" ? 18 : 20}
          square={face === "company"}
        />
      ) : null}
      <span>{title ?? "…"}</span>
    </>
  );
  if (!linked || !object || pointer.object === "user") {
    return <span className={styles.reference}>{inner}</span>;
  }
  const href = with_moment(`/${object.plural}/${pointer.id}`);
  return (
    <a href={href} className={styles.reference} onClick={(event) => follow(event, href)}>
      {inner}
    </a>
  );
}

function Display({ value, field, expanded, linked }: DisplayProps) {
  const pointer = pointer_of(field, value);
  if (!pointer) return null;
  const one = Array.isArray(expanded) ? expanded[0] : expanded;
  const matching = one?.id === pointer.id ? one : null;
  const object = pointer.object || matching?.object || "";
  return <ReferenceMark pointer={{ ...pointer, object }} title={matching?.title} linked={linked} />;
}

export function use_candidates(field: Field, typed: string, open: boolean) {
  const [asked] = useDebouncedValue(typed, 150);
  const { data, isFetching } = useQuery({
    ...search_query(asked, field.target ?? undefined, 12),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  return { candidates: data?.results ?? [], busy: isFetching };
}

function Editor(props: EditorProps) {
  const { value, on_change, on_submit, field, id, label, described_by, invalid } = props;
  const pointer = pointer_of(field, value);
  const one = Array.isArray(props.expanded) ? props.expanded[0] : props.expanded;
  const known = one && one.id === pointer?.id ? (one as Reference).title : null;
  const [picked, set_picked] = useState<{ id: string; title: string } | null>(null);
  const title = use_title(pointer, known ?? (picked?.id === pointer?.id ? picked?.title : null));
  const [typed, set_typed] = useState("");
  const [open, set_open] = useState(false);
  const searching = typed === title ? "" : typed;
  const { candidates, busy } = use_candidates(field, searching, open);
  const objects = use_objects();

  const options = candidates.map((candidate) => ({ value: candidate.id, label: candidate.title }));
  if (pointer && !options.some((option) => option.value === pointer.id)) {
    options.unshift({ value: pointer.id, label: title ?? "…" });
  }
  return (
    <Select
      id={id}
      aria-label={label}
      aria-describedby={described_by}
      error={invalid}
      autoFocus={props.auto_focus}
      data-autofocus={props.auto_focus || undefined}
      className={styles.grow}
      searchable
      placeholder={props.placeholder}
      allowDeselect={false}
      clearable={!field.required}
      filter={({ options: all }) => all}
      onDropdownOpen={() => set_open(true)}
      onDropdownClose={() => set_open(false)}
      onSearchChange={set_typed}
      nothingFoundMessage={busy ? t("searching") : t("nothing_found")}
      data={options}
      value={pointer?.id ?? null}
      renderOption={({ option }) => {
        const candidate = candidates.find((one_of) => one_of.id === option.value);
        const object = find_object(objects, candidate?.object ?? field.target ?? "");
        return (
          <span className={styles.reference}>
            {object?.name === "user" ? (
              <Avatar name={option.label} size={20} />
            ) : object ? (
              <ObjectIcon object={object} size={15} />
            ) : null}
            <span>
              {option.label}
              {candidate?.subtitle ? (
                <span className={styles.tag}>{candidate.subtitle}</span>
              ) : null}
            </span>
          </span>
        );
      }}
      onChange={(chosen) => {
        const candidate = candidates.find((one_of) => one_of.id === chosen);
        if (candidate) set_picked({ id: candidate.id, title: candidate.title });
        const written =
          chosen && !field.target && candidate ? { object: candidate.object, id: chosen } : chosen;
        on_change(written);
        on_submit?.(written);
      }}
    />
  );
}

export const reference: FieldKind = {
  Display,
  Editor,
  operators: ["is", "is_not", "empty", "filled"],
  takes_several: true,
  picks: true,
  moving: (field) => (field.target === "user" ? ["me"] : []),
  from_default: (text, me) => (text === "me" ? me : text),
  literal: (value) =>
    quoted(typeof value === "string" ? value : String((value as Pointer | null)?.id ?? "")),
  from_literal: (literal) => (typeof literal === "string" ? literal : undefined),
  width: 180,
};
