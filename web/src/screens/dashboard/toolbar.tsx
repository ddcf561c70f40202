import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { page_query } from "../../api/records";
import { DateEditor } from "../../fields/date";
import { FileIcon } from "../../look/icons";
import { use_address } from "../../records/address";
import { OwnerPicker } from "../../records/forms/owner_picker";
import { AsOfPicker } from "../../records/time/as_of_picker";
import { w } from "../../words/dashboard";
import styles from "./dashboard.module.css";
import { period_names } from "./periods";
import { use_scope, use_stages, usual_period } from "./questions";

// The filters of the dashboard; all of them stand in the address.
export function DashboardToolbar() {
  const { search, change } = use_address();
  const { pipelines } = use_stages();
  const teams = useQuery(page_query("teams", { limit: 200 })).data?.records ?? [];
  const { range } = use_scope();
  const custom = !!(search.from || search.to);
  const named = (rows: { id: string; [field: string]: unknown }[]) =>
    rows.map((row) => ({ value: row.id, label: String(row.name ?? row.id) }));
  return (
    <div className={styles.toolbar} data-no-print>
      <NativeSelect
        size="xs"
        aria-label={w("pipeline")}
        value={search.pipeline ?? ""}
        onChange={(event) => change({ pipeline: event.currentTarget.value })}
        data={[{ value: "", label: w("all_pipelines") }, ...named(pipelines)]}
      />
      <OwnerPicker owner={search.owner} on_change={(owner) => change({ owner })} />
      {teams.length > 0 ? (
        <NativeSelect
          size="xs"
          aria-label={w("team")}
          value={search.team ?? ""}
          onChange={(event) => change({ team: event.currentTarget.value })}
          data={[{ value: "", label: w("all_teams") }, ...named(teams)]}
        />
      ) : null}
      <NativeSelect
        size="xs"
        aria-label={w("period")}
        value={custom ? "custom" : (search.period ?? usual_period)}
        onChange={(event) => {
          const period = event.currentTarget.value;
          if (period === "custom") change({ from: range.from ?? "2020-01-01", to: range.to });
          else change({ period, from: null, to: null });
        }}
        data={[...period_names, "custom" as const].map((name) => ({
          value: name,
          label: `${w("period")}: ${w(name)}`,
        }))}
      />
      {custom ? (
        <>
          <Day name="from" value={search.from} on_change={(from) => change({ from })} />
          <Day name="to" value={search.to} on_change={(to) => change({ to })} />
        </>
      ) : null}
      <AsOfPicker as_of={search.as_of} on_change={(as_of) => change({ as_of })} />
      <span className={styles.gap} />
      <Button
        variant="default"
        leftSection={<FileIcon size={14} aria-hidden />}
        onClick={() => window.print()}
      >
        {w("print")}
      </Button>
    </div>
  );
}

type DayProps = { name: "from" | "to"; value?: string; on_change: (day: string | null) => void };

function Day({ name, value, on_change }: DayProps) {
  return (
    <div className={styles.day}>
      <DateEditor
        field={{ name, label: w(name), kind: "date" }}
        label={w(name)}
        value={value ?? null}
        on_change={(day) => {
          if (day === null) on_change(null);
          else if (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day)) on_change(day);
        }}
      />
    </div>
  );
}
