import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { content_address } from "../../../api/files";
import { field_of, title_of } from "../../../api/objects";
import { query_client } from "../../../api/query_client";
import type { Field, ObjectType, Row } from "../../../api/types";
import { HistoryIcon } from "../../../look/icons";
import { say_problem } from "../../../records/saving/problem_text";
import { save_fields } from "../../../records/saving/save";
import { Bars, Failed } from "../../../records/states";
import { Cell } from "../cell";
import { currencies, zones } from "../me/zones";
import { Part } from "../part";
import { w as settings_word } from "../words";
import styles from "./company.module.css";
import { use_company } from "./use_company";
import { w } from "./words";

// What the firm says of itself: the fields of its one record, always open for editing.

export function Company() {
  const { object, row, error, refetch } = use_company();
  use_everything_follows(row?.version);
  if (!object) return <p className={styles.soft}>{settings_word("not_yours")}</p>;
  if (error && !row) return <Failed error={error} retry={refetch} />;
  return (
    <Part title={settings_word("company")} hint={w("company_hint")}>
      {row ? <Filled object={object} row={row} /> : <Bars count={8} height={30} />}
    </Part>
  );
}

// Sums, days, words and the name in the corner go by this record: whoever changed it, whatever was
// read before is read again.
function use_everything_follows(version: number | undefined) {
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== version) {
      void query_client.invalidateQueries();
    }
    seen.current = version;
  }, [version]);
}

function Filled({ object, row }: { object: ObjectType; row: Row }) {
  return (
    <>
      {object.layout.map((section) => (
        <section key={section.label} className={styles.fields} aria-label={section.label}>
          <h3>{section.label}</h3>
          {section.fields.flatMap((name) => {
            const field = field_of(object, name);
            if (!field) return [];
            return [<Line key={name} object={object} row={row} field={field} />];
          })}
        </section>
      ))}
      <div>
        <Button
          component={Link}
          to={`/${object.plural}/${row.id}/history`}
          variant="default"
          leftSection={<HistoryIcon size={14} aria-hidden />}
        >
          {w("history")}
        </Button>
        <p className={styles.help}>{w("history_hint")}</p>
      </div>
    </>
  );
}

// Texts that are one of many: what the browser knows of them is offered.
function options_of(field: Field, row: Row): string[] | undefined {
  const chosen = typeof row[field.name] === "string" ? String(row[field.name]) : undefined;
  if (field.name === "currency") return currencies(chosen);
  if (field.name === "zone") return zones(chosen);
  return undefined;
}

type LineProps = { object: ObjectType; row: Row; field: Field };

function Line({ object, row, field }: LineProps) {
  return (
    <div className={styles.field}>
      <span className={styles.name} aria-hidden>
        {field.label}
      </span>
      <div>
        {field.name === "logo" ? <Logo object={object} row={row} field={field} /> : null}
        <Cell object={object} row={row} field={field} options={options_of(field, row)} />
        {field.help ? <p className={styles.help}>{field.help}</p> : null}
      </div>
    </div>
  );
}

function Logo({ object, row, field }: LineProps) {
  const file = row[field.name];
  if (typeof file !== "string" || !file) return null;
  const remove = () => save_fields(object, row, { [field.name]: null }).catch(say_problem);
  return (
    <div className={styles.logo}>
      <img src={content_address(file)} alt={w("logo_of", { name: title_of(object, row) })} />
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void remove()}>
        {w("remove_logo")}
      </Button>
    </div>
  );
}
