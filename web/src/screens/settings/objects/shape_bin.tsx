import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { page_query } from "../../../api/records";
import type { Row } from "../../../api/types";
import { say_problem } from "../../../records/saving/problem_text";
import { w } from "../../../words/shape";
import { Part } from "../part";
import { announce_shape, from_bin } from "./shape";
import shape from "./shape.module.css";

// Objects and fields that were removed: back with their values, or emptied for good.

const waiting = (rows: Row[] | undefined): Row[] =>
  (rows ?? []).filter((row) => !row.emptied_at && row.deleted_at);

export function ShapeBin() {
  const objects = useQuery(page_query("custom_objects", { bin: true, limit: 200 }));
  const fields = useQuery(page_query("custom_fields", { bin: true, limit: 200 }));
  const removed = [
    ...waiting(objects.data?.records).map((row) => ({
      row,
      object: String(row.name),
      field: undefined,
    })),
    ...waiting(fields.data?.records).map((row) => ({
      row,
      object: String(row.object),
      field: String(row.name),
    })),
  ];
  return (
    <Part title={w("bin")} hint={w("bin_hint")}>
      {removed.length === 0 ? <p className={shape.soft}>{w("bin_empty")}</p> : null}
      <ul className={shape.fields} aria-label={w("bin")}>
        {removed.map(({ row, object, field }) => (
          <Removed key={row.id} row={row} object={object} field={field} />
        ))}
      </ul>
    </Part>
  );
}

function Removed({ row, object, field }: { row: Row; object: string; field?: string }) {
  const name = String(row.label ?? field ?? object);
  async function step(what: "restore" | "empty") {
    try {
      const { change } = await from_bin(what, object, field);
      const text = what === "restore" ? "field_restored" : "field_emptied";
      await announce_shape(what === "restore" ? change : null, w(text, { name }));
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <li>
      <div className={shape.line}>
        <span />
        <span className={shape.line_name}>
          {name} <code>{field ? `${object}.${field}` : object}</code>
        </span>
        <span className={shape.line_tools}>
          <Button variant="default" size="compact-sm" onClick={() => void step("restore")}>
            {w("restore")}
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={`${w("empty_for_good")}: ${name}`}
            title={w("empty_sure")}
            onClick={() => void step("empty")}
          >
            {w("empty_for_good")}
          </Button>
        </span>
      </div>
    </li>
  );
}
