import { field_of } from "../../../api/objects";
import type { ObjectType } from "../../../api/types";
import { as_money } from "../../../fields/money";
import { format_money, format_number } from "../../../i18n/format";
import { w } from "../../../words/imports";
import styles from "../imports.module.css";
import type { Import, PreviewRow } from "../types";

// What would change, in figures and in the first rows.

type CountsProps = { one: Import; would?: boolean; busy?: boolean };

export function Counts({ one, would, busy }: CountsProps) {
  const figures = [
    {
      key: "created",
      tone: "good",
      value: one.created,
      words: w(would ? "would_create" : "created"),
    },
    {
      key: "updated",
      tone: "calm",
      value: one.updated,
      words: w(would ? "would_update" : "updated"),
    },
    {
      key: "unchanged",
      tone: undefined,
      value: one.unchanged,
      words: w(would ? "would_unchanged" : "unchanged"),
    },
    { key: "failed", tone: "bad", value: one.failed, words: w(would ? "would_fail" : "failed") },
  ];
  return (
    <dl className={styles.counts} aria-busy={busy || undefined}>
      {figures.map(({ key, tone, value, words }) => (
        <div key={key} data-tone={value > 0 ? tone : undefined}>
          <dt>{words}</dt>
          <dd>{format_number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function plain_value(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (Array.isArray(value)) return value.map(plain_value).join(", ");
  if (typeof value === "object") {
    if ("amount" in value) return format_money(as_money(value) ?? { amount: 0 });
    if ("value" in value) return String(value.value);
    if ("title" in value) return String(value.title);
    return Object.values(value).filter(Boolean).map(String).join(", ");
  }
  return String(value);
}

// The same reason is told once, with the rows it is true for.
export function grouped_problems(rows: PreviewRow[]) {
  const groups = new Map<string, { field?: string; message: string; rows: number[] }>();
  for (const row of rows) {
    for (const problem of row.problems) {
      const key = `${problem.field} ${problem.message}`;
      const group = groups.get(key) ?? { ...problem, rows: [] };
      group.rows.push(row.row);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((one, other) => other.rows.length - one.rows.length);
}

type Props = { one: Import; object: ObjectType };

export function Problems({ one, object }: Props) {
  const groups = grouped_problems(one.preview);
  if (groups.length === 0) return null;
  const label = (name = "") => field_of(object, name)?.label ?? name;
  return (
    <section className={styles.block}>
      <h3>{w("problems")}</h3>
      <ul className={styles.problems}>
        {groups.slice(0, 12).map((group) => (
          <li key={`${group.field} ${group.message}`}>
            <b>{label(group.field)}</b> {group.message}{" "}
            <span className={styles.soft}>
              {w("problem_rows", { rows: group.rows.slice(0, 5).join(", ") })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Preview({ one, object }: Props) {
  if (one.preview.length === 0) return null;
  const label = (name: string) => field_of(object, name)?.label ?? name;
  return (
    <section className={styles.block}>
      <h3>{w("preview")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={w("preview")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{w("row")}</th>
              <th scope="col">{w("result")}</th>
              <th scope="col">{w("values")}</th>
            </tr>
          </thead>
          <tbody>
            {one.preview.slice(0, 30).map((row) => (
              <tr key={row.row}>
                <td className={styles.figures}>{row.row}</td>
                <td>
                  <span className={styles.verb} data-verb={row.verb}>
                    {w(`verb_${row.verb}`)}
                  </span>
                </td>
                <td>
                  <RowWords row={row} label={label} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function RowWords({ row, label }: { row: PreviewRow; label: (name: string) => string }) {
  if (row.verb === "fail") {
    return <span className={styles.bad}>{row.problems.map((one) => one.message).join(" ")}</span>;
  }
  const changes = row.changes.length
    ? row.changes
    : Object.entries(row.values)
        .filter(([, value]) => value !== null && value !== "")
        .map(([field, value]) => ({ field, old: null, new: value }));
  return (
    <span className={styles.cells}>
      {changes.slice(0, 8).map((change) => (
        <span key={change.field}>
          <i>{label(change.field)}</i>{" "}
          {row.verb === "update" && change.old !== null ? (
            <>
              <del>{plain_value(change.old)}</del> → <ins>{plain_value(change.new)}</ins>
            </>
          ) : (
            plain_value(change.new)
          )}
        </span>
      ))}
    </span>
  );
}
