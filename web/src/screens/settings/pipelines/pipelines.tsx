import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { field_of, title_of, use_object } from "../../../api/objects";
import { query_client } from "../../../api/query_client";
import { page_query, patch_record } from "../../../api/records";
import type { Field, ObjectType, Page, Row } from "../../../api/types";
import { is } from "../../../records/filters/filter_text";
import { say_problem } from "../../../records/saving/problem_text";
import { announce_deed, refresh, undo } from "../../../records/saving/undo";
import { Sortable, use_line } from "../../../records/sortable";
import { Bars, Failed } from "../../../records/states";
import { w } from "../../../words/settings";
import { Cell } from "../cell";
import { Part } from "../part";
import { AddForm, RemoveButton } from "../record_rows";
import styles from "../settings.module.css";
import { by_position, key_of_name, moved } from "./stages";

const stage_fields = ["name", "status", "probability", "rotting_days"];
const pipeline_fields = ["is_default", "lost_reason_required"];

export function Pipelines() {
  const object = use_object("pipeline");
  const { data, error, refetch } = useQuery({
    ...page_query("pipelines", { limit: 100 }),
    enabled: !!object,
  });
  if (!object) return <p className={styles.soft}>{w("not_yours")}</p>;
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  const name = field_of(object, "name");
  return (
    <Part title={w("pipelines")} hint={w("pipelines_hint")}>
      {!data ? <Bars count={6} height={24} /> : null}
      {data?.records.map((row) => (
        <Pipeline key={row.id} object={object} row={row} />
      ))}
      {name && object.can.create ? (
        <AddForm object={object} fields={[name]} label={w("add_pipeline")} />
      ) : null}
    </Part>
  );
}

const fields_of = (object: ObjectType, names: string[]): Field[] =>
  names.flatMap((one) => field_of(object, one) ?? []);

function Pipeline({ object, row }: { object: ObjectType; row: Row }) {
  const name = field_of(object, "name");
  return (
    <section className={styles.pipeline} aria-label={title_of(object, row)}>
      <div className={styles.pipeline_head}>
        {name ? <Cell object={object} row={row} field={name} /> : null}
        <div className={styles.pipeline_marks}>
          {fields_of(object, pipeline_fields).map((field) => (
            <div key={field.name} className={styles.pipeline_mark}>
              <Cell object={object} row={row} field={field} />
              <span aria-hidden>
                {field.name === "is_default" ? w("is_default") : w("lost_reason_required")}
              </span>
            </div>
          ))}
        </div>
        <RemoveButton object={object} row={row} />
      </div>
      <Stages pipeline={row} title={title_of(object, row)} />
    </section>
  );
}

function Stages({ pipeline, title }: { pipeline: Row; title: string }) {
  const object = use_object("stage");
  const query = page_query("stages", {
    limit: 200,
    filter: is("pipeline", pipeline.id),
    sort: "position",
  });
  const { data } = useQuery({ ...query, enabled: !!object });
  const [order, set_order] = useState<string[] | null>(null);
  if (!object || !data) return <Bars count={4} />;
  const stored = by_position(data.records);
  const rows = order ? order.flatMap((id) => stored.find((one) => one.id === id) ?? []) : stored;
  const fields = fields_of(object, stage_fields);

  async function move(from: number, to: number) {
    const writes = moved(stored, from, to);
    if (writes.length === 0) return;
    const ids = stored.map((one) => one.id);
    ids.splice(to, 0, ...ids.splice(from, 1));
    set_order(ids);
    const changes: string[] = [];
    try {
      for (const { row, position } of writes) {
        const { change } = await patch_record("stages", row.id, { position }, row.version);
        if (change) changes.unshift(change);
      }
      const positions = new Map(writes.map(({ row, position }) => [row.id, position]));
      query_client.setQueryData<Page>(
        query.queryKey,
        (page) => page && with_positions(page, positions),
      );
      const take_back = async () => {
        for (const change of changes) await undo(change);
      };
      announce_deed(w("reordered"), () => void take_back());
    } catch (error) {
      say_problem(error);
    }
    set_order(null);
    refresh(["stages"]);
  }

  return (
    <>
      <div className={styles.stage_head} aria-hidden>
        <span />
        {fields.map((field) => (
          <span key={field.name}>{field.label}</span>
        ))}
      </div>
      <Sortable ids={rows.map((one) => one.id)} on_move={(from, to) => void move(from, to)}>
        <ul aria-label={w("stages", { pipeline: title })}>
          {rows.map((row) => (
            <Stage key={row.id} object={object} row={row} fields={fields} />
          ))}
        </ul>
      </Sortable>
      {object.can.create ? (
        <AddForm
          object={object}
          fields={fields_of(object, ["name"])}
          given={{ pipeline: pipeline.id }}
          label={w("add_stage")}
          within={title}
          complete={(values) => new_stage(values, stored)}
        />
      ) : null}
    </>
  );
}

const with_positions = (page: Page, positions: Map<string, number>): Page => ({
  ...page,
  records: page.records.map((row) =>
    positions.has(row.id) ? { ...row, position: positions.get(row.id) } : row,
  ),
});

// A new stage comes before those that end the way.
function new_stage(values: Record<string, unknown>, rows: Row[]): Record<string, unknown> {
  const keys = rows.map((row) => String(row.key ?? ""));
  const last_open = rows.filter((row) => row.status === "open").at(-1);
  return {
    ...values,
    key: key_of_name(String(values.name ?? ""), keys),
    status: "open",
    position: Number((last_open ?? rows.at(-1))?.position ?? 0) + (last_open ? 0 : 1),
  };
}

function Stage({ object, row, fields }: { object: ObjectType; row: Row; fields: Field[] }) {
  const { line, grip } = use_line(row.id);
  const name = title_of(object, row);
  return (
    <li {...line} className={styles.stage} data-status={String(row.status ?? "open")}>
      {grip(w("move_stage", { name }))}
      {fields.map((field) => (
        <Cell
          key={field.name}
          object={object}
          row={row}
          field={field}
          named={field.worth === "number"}
        />
      ))}
      <RemoveButton object={object} row={row} />
    </li>
  );
}
