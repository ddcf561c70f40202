import type { InsightAnswer, InsightColumn, InsightRow } from "../../api/insights";
import { RowsLink } from "../../charts/mark_link";
import { kind_of } from "../../fields/kinds";
import { w } from "../../words/figures";
import styles from "./insights.module.css";
import { screen_address } from "./rows_address";
import { text_of } from "./values";

// The same figures as the chart's, for readers, screen readers and paper; each row opens its
// records.
export function InsightTable({ answer, caption }: { answer: InsightAnswer; caption: string }) {
  const { columns, rows, totals } = answer;
  return (
    // A long table scrolls by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
    <section className={styles.table_scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-figure={is_figure(column) || undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.rows}>
              {columns.map((column, place) => (
                <Cell key={column.name} column={column} row={row} is_head={place === 0} />
              ))}
            </tr>
          ))}
        </tbody>
        {totals && rows.length > 1 ? (
          <tfoot>
            <tr>
              {columns.map((column, place) => (
                <Total key={column.name} column={column} totals={totals} is_head={place === 0} />
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  );
}

const is_figure = (column: InsightColumn) => kind_of(column).align === "right";

type CellProps = { column: InsightColumn; row: InsightRow; is_head: boolean };

function Cell({ column, row, is_head }: CellProps) {
  const link = (
    <RowsLink href={screen_address(row.rows)} className={styles.table_link}>
      {text_of(column, row[column.name])}
    </RowsLink>
  );
  if (is_head) return <th scope="row">{link}</th>;
  const value = row[column.name];
  const plain = value === null || value === undefined;
  return (
    <td data-figure={is_figure(column) || undefined}>{plain && is_figure(column) ? "—" : link}</td>
  );
}

type TotalProps = { column: InsightColumn; totals: InsightRow; is_head: boolean };

function Total({ column, totals, is_head }: TotalProps) {
  if (is_head) return <th scope="row">{w("total")}</th>;
  if (!(column.name in totals)) return <td />;
  return (
    <td data-figure>
      <RowsLink href={screen_address(totals.rows)} className={styles.table_link}>
        {text_of(column, totals[column.name])}
      </RowsLink>
    </td>
  );
}
