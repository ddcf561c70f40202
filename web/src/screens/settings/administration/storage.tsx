import type { Storage as StorageFacts, TableSize } from "../../../api/administration";
import { find_object, use_objects } from "../../../api/objects";
import type { ObjectType } from "../../../api/types";
import { BarChart } from "../../../charts/bar_chart";
import { ChartFrame } from "../../../charts/chart_frame";
import { LineChart } from "../../../charts/line_chart";
import { format_date, format_number } from "../../../i18n/format";
import styles from "./administration.module.css";
import { FigureTable } from "./figure_table";
import { growth_text, size_text } from "./measures";
import { Section } from "./section";
import { w } from "./words";

// How large the tables are, and how the whole grows from day to day.

const drawn = 8;

export function Storage({ storage }: { storage: StorageFacts }) {
  return (
    <Section part="storage" title={w("storage")} hint={w("storage_hint")}>
      {storage.tables.length === 0 ? (
        <p className={styles.soft}>{w("storage_none")}</p>
      ) : (
        <div className={styles.charts}>
          <Growth storage={storage} />
          <Tables tables={storage.tables} />
        </div>
      )}
    </Section>
  );
}

function sentence({ bytes, tables, days }: StorageFacts): string {
  const size = size_text(bytes);
  const grown = tables.reduce((sum, table) => sum + table.grown_week, 0);
  if (days.length < 2) return w("storage_takes", { size });
  if (grown === 0) return w("storage_same", { size });
  const by = { size, grown: size_text(Math.abs(grown)) };
  return grown > 0 ? w("storage_grew", by) : w("storage_shrank", by);
}

function Growth({ storage }: { storage: StorageFacts }) {
  const { days } = storage;
  const marks = days.map(({ day, bytes }) => ({
    key: day,
    label: format_date(day),
    value: bytes,
    shown: size_text(bytes),
  }));
  return (
    <ChartFrame
      title={sentence(storage)}
      subtitle={w("growth")}
      table={
        <FigureTable
          caption={w("growth")}
          columns={[w("growth"), w("size")]}
          rows={marks.map((mark) => [mark.label, mark.shown])}
        />
      }
    >
      {days.length > 1 ? (
        <LineChart
          series={[{ key: "bytes", label: w("size"), tone: "accent", marks }]}
          shown_tick={size_text}
          height={190}
        />
      ) : (
        <p className={styles.soft}>{w("growth_short")}</p>
      )}
    </ChartFrame>
  );
}

// Tables of records are called as their object; others by their own name.
const name_of = (objects: ObjectType[], table: string): string =>
  find_object(objects, table)?.label_plural ?? table;

function Tables({ tables }: { tables: TableSize[] }) {
  const objects = use_objects();
  const largest = tables[0]!;
  const named = tables.map((table) => ({ ...table, label: name_of(objects, table.name) }));
  const said = { name: name_of(objects, largest.name), size: size_text(largest.bytes) };
  return (
    <ChartFrame
      title={w("largest_is", said)}
      subtitle={w("largest")}
      table={
        <FigureTable
          caption={w("largest")}
          columns={[w("table"), w("rows"), w("size"), w("in_week"), w("in_month")]}
          rows={named.map((table) => [
            table.label,
            format_number(table.rows),
            size_text(table.bytes),
            growth_text(table.grown_week) || "—",
            growth_text(table.grown_month) || "—",
          ])}
        />
      }
    >
      <BarChart
        marks={named.slice(0, drawn).map((table) => ({
          key: table.name,
          label: table.label,
          value: table.bytes,
          shown: size_text(table.bytes),
          note: growth_text(table.grown_week),
        }))}
      />
    </ChartFrame>
  );
}
