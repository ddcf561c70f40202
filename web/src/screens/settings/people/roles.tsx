import {
  ActionIcon,
  Button,
  MultiSelect,
  NativeSelect,
  SegmentedControl,
  Select,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { preview_role } from "../../../api/access";
import { find_object, use_object, use_objects } from "../../../api/objects";
import { page_query } from "../../../api/records";
import type { ObjectType, Row } from "../../../api/types";
import { CloseIcon } from "../../../look/icons";
import { Consequences } from "../../../records/access/consequences";
import { use_preview } from "../../../records/access/use_preview";
import { use_address } from "../../../records/address";
import { say_problem } from "../../../records/saving/problem_text";
import { save_fields } from "../../../records/saving/save";
import { Bars, Failed } from "../../../records/states";
import { w as a } from "../../../words/access";
import { w } from "../../../words/settings";
import { Part } from "../part";
import styles from "../settings.module.css";
import {
  document_in,
  type FieldRights,
  type Permissions,
  type Reach,
  reach_of,
  reaches_for,
  verbs,
  with_fields,
  with_own_rights,
  with_reach,
  without_own_rights,
} from "./rights";

export function Roles() {
  const object = use_object("role");
  const { search, change } = use_address();
  const { data, error, refetch } = useQuery({
    ...page_query("roles", { limit: 100, sort: "name" }),
    enabled: !!object,
  });
  if (!object) return <p className={styles.soft}>{w("not_yours")}</p>;
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Bars count={6} height={24} />;
  const role = data.records.find((row) => row.id === search.role) ?? data.records[0];
  return (
    <Part title={w("roles")} hint={w("roles_hint")}>
      <SegmentedControl
        size="xs"
        className={styles.role_picker}
        aria-label={w("role")}
        value={role?.id}
        onChange={(id) => change({ role: id })}
        data={data.records.map((row) => ({ value: row.id, label: String(row.name ?? row.key) }))}
      />
      {role ? <Matrix key={role.id} object={object} role={role} /> : null}
    </Part>
  );
}

type Draft = Partial<Record<"permissions" | "hidden_fields" | "read_only_fields", object>>;

// What is changed waits until its consequences have been read and it is saved.
function Matrix({ object, role }: { object: ObjectType; role: Row }) {
  const objects = use_objects();
  const [draft, set_draft] = useState<Draft | null>(null);
  const [busy, set_busy] = useState(false);
  const preview = use_preview(role.id, draft, (wanted) => preview_role(role.id, wanted));
  const now = { ...role, ...draft };
  const permissions = document_in<Permissions>(now.permissions);
  const hidden = document_in<FieldRights>(now.hidden_fields);
  const read_only = document_in<FieldRights>(now.read_only_fields);
  const fixed = role.key === "administrator" || !object.can.update;
  const named = Object.keys(permissions).filter((name) => name !== "*");
  const others = objects.filter((one) => !named.includes(one.name));

  const change = (changes: Draft) => set_draft((old) => ({ ...old, ...changes }));
  async function save() {
    set_busy(true);
    try {
      await save_fields(object, role, { ...draft });
      set_draft(null);
    } catch (error) {
      say_problem(error);
    } finally {
      set_busy(false);
    }
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reachable by keyboard */}
      <section className={styles.table_scroll} tabIndex={0} aria-label={String(role.name)}>
        <table className={styles.table} data-matrix>
          <thead>
            <tr>
              <th scope="col">{w("object")}</th>
              {verbs.map((verb) => (
                <th key={verb} scope="col">
                  {w(verb)}
                </th>
              ))}
              <th scope="col">
                <span className="only_read_aloud">{w("everything_else")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {["*", ...named].map((name) => {
              const label =
                name === "*"
                  ? w(named.length > 0 ? "everything_else" : "everything")
                  : (find_object(objects, name)?.label_plural ?? name);
              return (
                <tr key={name}>
                  <th scope="row">{label}</th>
                  {verbs.map((verb) => (
                    <td key={verb}>
                      <NativeSelect
                        size="xs"
                        disabled={fixed}
                        aria-label={w("reach_of", { verb: w(verb), object: label })}
                        value={reach_of(permissions, name, verb)}
                        data-reach={reach_of(permissions, name, verb)}
                        onChange={(event) => {
                          const reach = event.currentTarget.value as Reach;
                          const next = with_reach(permissions, name, verb, reach);
                          change({ permissions: next });
                        }}
                        data={reaches_for(verb).map((reach) => ({
                          value: reach,
                          label: w(`reach_${reach}`),
                        }))}
                      />
                    </td>
                  ))}
                  <td>
                    {name !== "*" && !fixed ? (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={w("reset_object", { object: label })}
                        onClick={() =>
                          change({ permissions: without_own_rights(permissions, name) })
                        }
                      >
                        <CloseIcon size={14} />
                      </ActionIcon>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {fixed ? null : (
        <Select
          size="xs"
          className={styles.narrow}
          aria-label={w("add_object")}
          placeholder={w("add_object")}
          searchable
          data={others.map((one) => ({ value: one.name, label: one.label_plural }))}
          value={null}
          onChange={(name) => name && change({ permissions: with_own_rights(permissions, name) })}
        />
      )}
      {named.map((name) => {
        const one = find_object(objects, name);
        if (!one) return null;
        const data = one.fields.map((field) => ({ value: field.name, label: field.label }));
        return (
          <div key={name} className={styles.field_rights}>
            <h3>{w("fields_of", { object: one.label_plural })}</h3>
            <MultiSelect
              size="xs"
              label={w("hidden_fields")}
              searchable
              disabled={fixed}
              data={data}
              value={hidden[name] ?? []}
              onChange={(fields) => change({ hidden_fields: with_fields(hidden, name, fields) })}
            />
            <MultiSelect
              size="xs"
              label={w("read_only_fields")}
              searchable
              disabled={fixed}
              data={data}
              value={read_only[name] ?? []}
              onChange={(fields) =>
                change({ read_only_fields: with_fields(read_only, name, fields) })
              }
            />
          </div>
        );
      })}
      {draft ? (
        <>
          <Consequences
            preview={preview.data}
            error={preview.error}
            retry={() => void preview.refetch()}
          />
          <div className={styles.row_buttons}>
            <Button onClick={() => void save()} loading={busy}>
              {a("save")}
            </Button>
            <Button variant="default" onClick={() => set_draft(null)}>
              {a("discard")}
            </Button>
            <span className={styles.soft}>{a("unsaved")}</span>
          </div>
        </>
      ) : null}
    </>
  );
}
