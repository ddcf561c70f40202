import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { field_of, find_object, use_object, use_objects } from "../../../api/objects";
import { create_record, page_query, patch_record, remove_record } from "../../../api/records";
import type { Field, LayoutSection, ObjectType, Row } from "../../../api/types";
import { quick_fields } from "../../../records/create/create_dialog";
import { Fields } from "../../../records/forms/fields";
import { say_problem } from "../../../records/saving/problem_text";
import { announce_change, refresh } from "../../../records/saving/undo";
import { Bars, Failed } from "../../../records/states";
import { w } from "../../../words/settings";
import { Part } from "../part";
import { type Line, lines_of, sections_of, with_section } from "./layout_lines";
import { LayoutSheet } from "./layout_sheet";
import styles from "./layouts.module.css";

const ColumnsSheet = lazy(() => import("../../../records/columns_sheet"));

// How records are laid out, for everybody or for a role. Every step is saved at once and can be
// taken back; beside it stands a record as people will see it.

export function LayoutsPart() {
  const layout = use_object("layout");
  const objects = use_objects().filter((one) => !one.setting && one.group);
  const [name, set_name] = useState("deal");
  const [role, set_role] = useState("");
  const roles = useQuery({
    ...page_query("roles", { limit: 100, sort: "name" }),
    enabled: !!layout,
  });
  const layouts = useQuery({ ...page_query("layouts", { limit: 200 }), enabled: !!layout });
  if (!layout) return <p className={styles.soft}>{w("not_yours")}</p>;
  if (layouts.error && !layouts.data) {
    return <Failed error={layouts.error} retry={() => void layouts.refetch()} />;
  }
  const object = find_object(objects, name) ?? objects[0];
  const mine = layouts.data?.records.filter((row) => row.object === object?.name) ?? [];
  const stored = mine.find((row) => (row.role ?? "") === role);
  const general = mine.find((row) => !row.role);
  return (
    <Part title={w("layouts")} hint={w("layouts_hint")}>
      <div className={styles.choose}>
        <NativeSelect
          label={w("layout_object")}
          value={object?.name}
          onChange={(event) => set_name(event.currentTarget.value)}
          data={objects.map((one) => ({ value: one.name, label: one.label_plural }))}
        />
        <NativeSelect
          label={w("layout_role")}
          value={role}
          onChange={(event) => set_role(event.currentTarget.value)}
          data={[
            { value: "", label: w("layout_everybody") },
            ...(roles.data?.records ?? []).map((one) => ({
              value: one.id,
              label: String(one.name ?? one.key),
            })),
          ]}
        />
      </div>
      {!layouts.data || !object ? <Bars count={8} height={24} /> : null}
      {layouts.data && object ? (
        <Editor
          key={`${object.name} ${role} ${stored?.version ?? 0}`}
          object={object}
          role={role}
          stored={stored}
          general={general}
        />
      ) : null}
    </Part>
  );
}

type EditorProps = { object: ObjectType; role: string; stored?: Row; general?: Row };

const sections_in = (row: Row | undefined): LayoutSection[] | undefined =>
  Array.isArray(row?.sections) && row.sections.length > 0
    ? (row.sections as LayoutSection[])
    : undefined;
const names_in = (row: Row | undefined, key: string): string[] | undefined =>
  Array.isArray(row?.[key]) && row[key].length > 0 ? (row[key] as string[]) : undefined;

function Editor({ object, role, stored, general }: EditorProps) {
  const begins = sections_in(stored) ?? sections_in(general) ?? object.layout;
  const [lines, set_lines] = useState<Line[]>(() => lines_of(object, begins));
  const list = names_in(stored, "list") ?? names_in(general, "list") ?? object.list;
  const quick =
    names_in(stored, "quick_create") ??
    names_in(general, "quick_create") ??
    quick_fields(object, {}).map((field) => field.name);
  const sample = useQuery(page_query(object.plural, { limit: 1 })).data?.records[0];

  async function save(changes: Record<string, unknown>) {
    try {
      const given = { name: object.label_plural, object: object.name, role: role || null };
      const saved = stored
        ? await patch_record("layouts", stored.id, changes)
        : await create_record("layouts", { ...given, ...changes });
      announce_change(saved.change, w("layout_saved"), ["layouts", "objects"]);
    } catch (error) {
      set_lines(lines_of(object, begins));
      say_problem(error);
    }
  }
  function change(next: Line[]) {
    set_lines(next);
    void save({ sections: sections_of(next) });
  }
  async function reset() {
    if (!stored) return;
    try {
      const { change: done } = await remove_record("layouts", stored.id);
      announce_change(done, w("layout_was_reset"), ["layouts", "objects"]);
    } catch (error) {
      say_problem(error);
      refresh(["layouts"]);
    }
  }
  const known = (names: string[]) =>
    names.map((name) => field_of(object, name)).filter((field): field is Field => !!field);
  const writable = object.fields.filter((field) => !field.read_only && !field.hidden);
  return (
    <>
      <div className={styles.editor}>
        <section aria-label={w("layout_sections")}>
          <h3>{w("layout_sections")}</h3>
          <LayoutSheet object={object} lines={lines} on_change={change} />
          <Button
            size="xs"
            variant="default"
            onClick={() => change(with_section(lines, w("layout_new_section")))}
          >
            {w("layout_add_section")}
          </Button>
        </section>
        <section className={styles.preview} aria-label={w("layout_preview")}>
          <h3>{w("layout_preview")}</h3>
          {sample ? (
            <Fields
              object={{ ...object, layout: sections_of(lines) }}
              row={sample}
              read_only
              only_laid_out
            />
          ) : (
            <p className={styles.soft}>{w("layout_no_sample")}</p>
          )}
        </section>
      </div>
      <Suspense fallback={<Bars count={4} />}>
        <div className={styles.editor}>
          <section aria-label={w("layout_list")}>
            <h3>{w("layout_list")}</h3>
            <ColumnsSheet
              columns={known(list)}
              others={object.fields.filter((field) => !list.includes(field.name) && !field.hidden)}
              on_change={(names) => void save({ list: names })}
            />
          </section>
          <section aria-label={w("layout_quick")}>
            <h3>{w("layout_quick")}</h3>
            <ColumnsSheet
              columns={known(quick)}
              others={writable.filter((field) => !quick.includes(field.name))}
              on_change={(names) => void save({ quick_create: names })}
            />
          </section>
        </div>
      </Suspense>
      {stored ? (
        <Button className={styles.reset} variant="subtle" onClick={() => void reset()}>
          {w("layout_reset")}
        </Button>
      ) : null}
    </>
  );
}
