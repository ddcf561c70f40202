import { Button, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { field_of, find_object, title_of, use_object, use_objects } from "../../../api/objects";
import { page_query } from "../../../api/records";
import type { ObjectType, Row } from "../../../api/types";
import { say_problem } from "../../../records/saving/problem_text";
import { save_fields } from "../../../records/saving/save";
import { Bars, Failed } from "../../../records/states";
import { w } from "../../../words/settings";
import { Part } from "../part";
import { RemoveButton } from "../record_rows";
import { RuleForm } from "./rule_form";
import styles from "./rules.module.css";

// The rules of the firm: each in a line, opened to be changed, and switched off without being lost.

export function RulesPart() {
  const object = use_object("rule");
  const { data, error, refetch } = useQuery({
    ...page_query("rules", { limit: 200, sort: "object,name" }),
    enabled: !!object,
  });
  const [open, set_open] = useState<string | null>(null);
  if (!object) return <p className={styles.soft}>{w("not_yours")}</p>;
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  return (
    <Part title={w("rules")} hint={w("rules_hint")}>
      {!data ? <Bars count={4} height={40} /> : null}
      {data?.records.length === 0 && open !== "new" ? (
        <p className={styles.soft}>{w("rules_none")}</p>
      ) : null}
      <ul className={styles.rules}>
        {data?.records.map((row) => (
          <li key={row.id}>
            {open === row.id ? (
              <RuleForm rule={object} row={row} on_done={() => set_open(null)} />
            ) : (
              <RuleLine object={object} row={row} on_open={() => set_open(row.id)} />
            )}
          </li>
        ))}
      </ul>
      {open === "new" ? (
        <RuleForm rule={object} on_done={() => set_open(null)} />
      ) : object.can.create ? (
        <Button className={styles.add} onClick={() => set_open("new")}>
          {w("rule_add")}
        </Button>
      ) : null}
    </Part>
  );
}

export const required_of = (row: Row | undefined): string[] =>
  Array.isArray(row?.required_fields) ? (row.required_fields as string[]) : [];

type LineProps = { object: ObjectType; row: Row; on_open: () => void };

function RuleLine({ object, row, on_open }: LineProps) {
  const about = find_object(use_objects(), String(row.object));
  const name = title_of(object, row);
  const required = required_of(row).map((one) => field_of(about, one)?.label ?? one);
  const then =
    required.length > 0
      ? w("rule_requires", { fields: required.join(", ") })
      : w("rule_says", { message: String(row.message ?? "") });

  async function turn(is_active: boolean) {
    try {
      await save_fields(object, row, { is_active });
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <div className={styles.line} data-off={row.is_active !== true || undefined}>
      <Switch
        size="xs"
        checked={row.is_active === true}
        disabled={!object.can.update}
        aria-label={w("rule_switch", { name })}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      <button type="button" className={styles.said} onClick={on_open}>
        <strong>{name}</strong>
        <span>
          {about?.label_plural ?? String(row.object)}: <code>{String(row.condition ?? "")}</code>
        </span>
        <span>{then}</span>
      </button>
      {object.can.delete ? <RemoveButton object={object} row={row} /> : null}
    </div>
  );
}
