import type { AggregateAnswer } from "../../api/types";
import { BarChart } from "../../charts/bar_chart";
import { ChartFrame } from "../../charts/chart_frame";
import { ColumnChart } from "../../charts/column_chart";
import { FunnelChart } from "../../charts/funnel_chart";
import { LineChart } from "../../charts/line_chart";
import type { Mark } from "../../charts/mark";
import { sentence_of_change, sentence_of_largest } from "../../charts/sentence";
import { StackedBar } from "../../charts/stacked_bar";
import { format_money_short, format_number, format_percent } from "../../i18n/format";
import { is } from "../../records/filters/filter_text";
import { Failed } from "../../records/states";
import { day_on_screen } from "../../records/time/as_of";
import { w, w_count } from "../../words/dashboard";
import { AboutFigure } from "./about";
import styles from "./dashboard.module.css";
import { closed_filter, won_share } from "./key_figures";
import { count_mark, counted, label_of, money_mark, row_of } from "./marks";
import {
  type Grain,
  key_before,
  label_of_key,
  last_complete,
  month_key,
  range_of_key,
  within,
  without_gaps,
} from "./periods";
import { open_on, type Scope, use_figures, use_open_over_time, use_stages } from "./questions";

const at_most = 10;
const whole_percent = (percent: number) => format_percent(Math.round(percent * 100) / 100);

export function ByStage({ scope, pipeline }: { scope: Scope; pipeline?: string }) {
  const measure = "count,sum(amount),weighted(amount)";
  const open = use_figures(scope, { group: "stage", measure, filter: 'status = "open"' });
  const { stages } = use_stages();
  if (!open.data) return <Bone title={w("by_stage")} asked={open} />;
  const { data } = open;
  const used = new Set(data.rows.map((row) => row.stage));
  const names = new Map<string, string>();
  for (const stage of stages) {
    const key = String(stage.key ?? stage.id);
    const mine = !pipeline || stage.pipeline === pipeline;
    if (mine && (used.has(key) || (pipeline && stage.status === "open"))) {
      if (!names.has(key)) names.set(key, String(stage.name ?? key));
    }
  }
  for (const key of used) if (!names.has(String(key))) names.set(String(key), String(key));
  // Deals that have no amounts yet are still shown, by their number.
  const valued = data.rows.some((row) => counted(row).sum > 0);
  const marks = (what: "sum" | "weighted") =>
    [...names].map(([key, label]) => {
      const row = counted(row_of(data, "stage", key));
      const href = scope.rows('status = "open"', is("stage", key));
      if (!valued) return count_mark({ key, label, href }, row.count);
      return money_mark({ key, label, href }, row[what], row.count, data.currency);
    });
  return (
    <ChartFrame
      title={
        sentence_of_largest(marks("sum"), w(valued ? "open_now" : "open_deals")) ?? w("by_stage")
      }
      subtitle={w("by_stage")}
      head={w("stage")}
      about={<AboutFigure text={w("open_value_about")} answer={data} />}
      series={
        valued
          ? [
              { key: "sum", label: w("value"), tone: "accent", marks: marks("sum") },
              { key: "weighted", label: w("weighted"), tone: "calm", marks: marks("weighted") },
            ]
          : [{ key: "count", label: w("count"), tone: "accent", marks: marks("sum") }]
      }
    >
      {pipeline ? <FunnelChart marks={marks("sum")} /> : <BarChart marks={marks("sum")} />}
    </ChartFrame>
  );
}

export function WonOverTime({ scope, grain }: { scope: Scope; grain: Grain }) {
  const group = `closed_on.${grain}`;
  const filter = ['status = "won"', scope.closed].filter(Boolean).join(" AND ");
  const won = use_figures(scope, { group, filter, sort: group });
  const title = w(grain === "month" ? "won_by_month" : "won_by_quarter");
  if (!won.data) return <Bone title={title} asked={won} />;
  const { data } = won;
  const keys = without_gaps(data.rows.map((row) => String(row[group])));
  const mark = (key: string): Mark => {
    const row = counted(row_of(data, group, key));
    const href = scope.rows('status = "won"', within("closed_on", range_of_key(key)));
    return money_mark({ key, label: label_of_key(key), href }, row.sum, row.count, data.currency);
  };
  const marks = keys.map(mark);
  const last = last_complete(keys, day_on_screen());
  const told = last ? mark(last) : null;
  const sentence =
    told && last && keys.length > 1
      ? sentence_of_change(mark(key_before(last)).value, told.value, {
          what: w("won_in", { period: told.label }),
          before: label_of_key(key_before(last)),
          now: told.shown,
        })
      : title;
  return (
    <ChartFrame
      title={sentence}
      subtitle={title}
      head={w(grain)}
      wide={grain === "month"}
      about={<AboutFigure text={w("won_about")} answer={data} />}
      series={[{ key: "won", label: w("won_value"), tone: "good", marks }]}
      total={total_mark(marks, data)}
    >
      <ColumnChart
        marks={marks.map((one) => ({ ...one, tone: "good" }))}
        shown_tick={(amount) => format_money_short({ amount, currency: data.currency })}
      />
    </ChartFrame>
  );
}

function total_mark(marks: Mark[], answer: AggregateAnswer): Mark {
  const cents = marks.reduce((all, mark) => all + Math.round(mark.value * 100), 0);
  const count = answer.rows.reduce((all, row) => all + Number(row.count ?? 0), 0);
  return money_mark({ key: "total", label: "" }, cents / 100, count, answer.currency);
}

export function Closed({ scope }: { scope: Scope }) {
  const closed = use_figures(scope, { group: "status", filter: closed_filter(scope) });
  if (!closed.data) return <Bone title={w("closed")} asked={closed} />;
  const marks = (["won", "lost"] as const).map((status): Mark => {
    const row = counted(row_of(closed.data, "status", status));
    return {
      key: status,
      label: w(status),
      value: row.count,
      shown: format_number(row.count),
      note: format_money_short({ amount: row.sum, currency: closed.data.currency }),
      tone: status === "won" ? "good" : "bad",
      href: scope.rows(is("status", status), scope.closed),
    };
  });
  const share = won_share(marks[0]!.value, marks[1]!.value);
  return (
    <ChartFrame
      title={
        share === null ? w("nothing_closed") : w("won_share", { percent: whole_percent(share) })
      }
      subtitle={w("closed")}
      head={w("outcome")}
      about={<AboutFigure text={w("win_rate_about")} answer={closed.data} />}
      series={[{ key: "count", label: w("count"), tone: "good", marks }]}
    >
      <StackedBar marks={marks} />
    </ChartFrame>
  );
}

type ByProps = { scope: Scope; by: "owner" | "product" };

export function WonBy({ scope, by }: ByProps) {
  const filter = ['status = "won"', scope.closed].filter(Boolean).join(" AND ");
  const won = use_figures(scope, { group: by, filter, sort: "-sum(amount)" });
  const title = w(`by_${by}`);
  if (!won.data) return <Bone title={title} asked={won} />;
  const { data } = won;
  const marks = data.rows
    .map((row) => {
      const { sum, count } = counted(row);
      const key = row[by] ?? null;
      const label = label_of(data, key, w(by === "owner" ? "nobody" : "no_product"));
      const one = key === null ? `NOT ${by}:*` : is(by, String(key));
      const href = scope.rows('status = "won"', scope.closed, one);
      return money_mark({ key: String(key), label, href }, sum, count, data.currency);
    })
    .sort((one, other) => other.value - one.value);
  return (
    <ChartFrame
      title={sentence_of_largest(marks, w("won_what")) ?? title}
      subtitle={title}
      head={w(by)}
      about={<AboutFigure text={w("won_about")} answer={data} />}
      series={[{ key: "won", label: w("won_value"), tone: "good", marks }]}
      total={total_mark(marks, data)}
    >
      <BarChart marks={marks.slice(0, at_most).map((mark) => ({ ...mark, tone: "good" }))} />
    </ChartFrame>
  );
}

export function LostByReason({ scope }: { scope: Scope }) {
  const filter = ['status = "lost"', scope.closed].filter(Boolean).join(" AND ");
  const lost = use_figures(scope, { group: "lost_reason", filter, sort: "-count" });
  if (!lost.data) return <Bone title={w("by_reason")} asked={lost} />;
  const { data } = lost;
  const marks = data.rows
    .map((row): Mark => {
      const key = row.lost_reason ?? null;
      const { count, sum } = counted(row);
      return {
        key: String(key),
        label: label_of(data, key, w("no_reason")),
        value: count,
        shown: w_count("deals", count),
        note: format_money_short({ amount: sum, currency: data.currency }),
        tone: "bad",
        href: scope.rows(
          'status = "lost"',
          scope.closed,
          key === null ? "NOT lost_reason:*" : is("lost_reason", String(key)),
        ),
      };
    })
    .sort((one, other) => other.value - one.value);
  return (
    <ChartFrame
      title={sentence_of_largest(marks, w("lost_deals")) ?? w("by_reason")}
      subtitle={w("by_reason")}
      head={w("reason")}
      about={<AboutFigure text={w("win_rate_about")} answer={data} />}
      series={[{ key: "lost", label: w("count"), tone: "bad", marks }]}
    >
      <BarChart marks={marks.slice(0, at_most)} />
    </ChartFrame>
  );
}

export function OpenOverTime({ scope }: { scope: Scope }) {
  const { days, answers } = use_open_over_time(scope);
  const waiting = answers.find((answer) => !answer.data);
  if (waiting) return <Bone title={w("open_over_time")} asked={waiting} />;
  const valued = answers.some((answer) => counted(answer.data?.rows[0]).sum > 0);
  const marks = days.map((day, place) => {
    const { data } = answers[place]!;
    const { sum, count } = counted(data?.rows[0]);
    const label =
      place === days.length - 1 && !scope.as_of ? w("today") : label_of_key(month_key(day));
    if (!valued) return count_mark({ key: day, label, href: scope.rows(open_on(day)) }, count);
    return money_mark(
      { key: day, label, href: scope.rows(open_on(day)) },
      sum,
      count,
      data?.currency,
    );
  });
  const first = marks[0]!;
  const last = marks.at(-1)!;
  const currency = answers[0]?.data?.currency;
  return (
    <ChartFrame
      title={sentence_of_change(first.value, last.value, {
        what: w(valued ? "open_value" : "open_count"),
        before: first.label,
        now: last.shown,
      })}
      subtitle={w("open_over_time")}
      head={w("day")}
      about={<AboutFigure text={w("open_over_about")} answer={answers[0]?.data} />}
      series={[{ key: "open", label: w("open_value"), tone: "accent", marks }]}
    >
      <LineChart
        series={[{ key: "open", label: w("open_value"), tone: "accent", marks }]}
        shown_tick={(amount) =>
          valued ? format_money_short({ amount, currency }) : format_number(amount)
        }
      />
    </ChartFrame>
  );
}

type BoneProps = { title: string; asked: { error: unknown; refetch: () => unknown } };

// A chart that is on its way, or did not come.
function Bone({ title, asked }: BoneProps) {
  return (
    <div className={styles.bone_frame} aria-busy={asked.error ? undefined : true}>
      <h2>{title}</h2>
      {asked.error ? (
        <Failed error={asked.error} retry={() => void asked.refetch()} />
      ) : (
        <i className={styles.bone} style={{ height: 180 }} />
      )}
    </div>
  );
}
