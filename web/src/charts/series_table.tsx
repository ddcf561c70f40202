import { w } from "../words/charts";
import styles from "./charts.module.css";
import type { Mark, Series } from "./mark";
import { RowsLink } from "./mark_link";

type Props = { series: Series[]; head: string; total?: Mark; caption: string };

// One row a mark, one column a series; figures open their rows here as they do in the chart.
export function SeriesTable({ series, head, total, caption }: Props) {
  const [first] = series;
  if (!first) return null;
  const with_notes = series.length === 1 && first.marks.some((mark) => mark.note);
  const find = (one: Series, key: string) => one.marks.find((mark) => mark.key === key);
  return (
    // A long table scrolls by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
    <section className={styles.table_scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
            {with_notes ? <th scope="col" aria-label={caption} /> : null}
          </tr>
        </thead>
        <tbody>
          {first.marks.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {series.map((one) => (
                <TableFigure key={one.key} mark={find(one, row.key)} />
              ))}
              {with_notes ? <td>{row.note}</td> : null}
            </tr>
          ))}
        </tbody>
        {total ? (
          <tfoot>
            <tr>
              <th scope="row">{w("total")}</th>
              <TableFigure mark={total} />
              {with_notes ? <td>{total.note}</td> : null}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  );
}

function TableFigure({ mark }: { mark?: Mark }) {
  if (!mark) return <td>—</td>;
  const shown = mark.exact ?? mark.shown;
  return (
    <td>
      {mark.href ? (
        <RowsLink href={mark.href} className={styles.table_link}>
          {shown}
        </RowsLink>
      ) : (
        shown
      )}
    </td>
  );
}
