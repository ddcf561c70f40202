import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { use_me } from "../../api/session";
import type { Row } from "../../api/types";
import { wall_of } from "../../fields/wall_time";
import { format_date, today } from "../../i18n/format";
import { open_create } from "../../records/dialogs";
import { rows_address } from "../../records/filters/filter_text";
import { use_screen_title } from "../../records/screen_title";
import { w, w_count } from "../../words/my_day";
import { ActivityRow, mark_done, rows_of } from "./activity_row";
import { agenda_of, greeting_of, parts } from "./agenda";
import { Changes } from "./changes";
import { use_day_keys } from "./day_keys";
import { DealRow } from "./deal_row";
import styles from "./my_day.module.css";
import { NextStepForm } from "./next_step_form";
import { filters, use_activities, use_closing, use_without_step } from "./questions";
import { Nothing, Section } from "./section";

const shown_next = 12;

// What needs a person today, in the order in which it hurts.
export default function MyDay() {
  use_screen_title(w("title"));
  const me = use_me();
  const activities = use_activities();
  const without_step = use_without_step();
  const [planning, set_planning] = useState<string | null>(null);
  const now = new Date();
  const rows = rows_of(activities.data);
  const agenda = agenda_of(rows, now);
  const plan = () => open_create("activity", { owner: me.id });
  use_day_keys({
    plan,
    step: set_planning,
    done: (id) => {
      const row = rows.find((one) => one.id === id);
      if (row) void mark_done(row);
    },
  });
  const hour = Number(wall_of(now.toISOString()).time.slice(0, 2));
  const due = agenda.overdue.length + agenda.today.length;
  return (
    <div className={styles.scroll} data-print-flow>
      <div className={styles.day}>
        <header className={styles.head}>
          <h1>{w(greeting_of(hour), { name: me.name.split(" ")[0] ?? me.name })}</h1>
          <p>
            {format_date(today(), "long")}
            {activities.data ? (
              <>
                {" · "}
                {due > 0 ? w_count("summary", due) : w("summary_none")}
                {agenda.overdue.length > 0 ? (
                  <b>, {w_count("summary_overdue", agenda.overdue.length)}</b>
                ) : null}
              </>
            ) : null}
          </p>
        </header>
        <div className={styles.columns}>
          <div className={styles.column}>
            <Agenda agenda={agenda} asked={activities} plan={plan} />
            <Changes />
          </div>
          <div className={styles.column}>
            <Closing />
            <WithoutStep asked={without_step} planning={planning} on_plan={set_planning} />
          </div>
        </div>
      </div>
    </div>
  );
}

type AgendaProps = {
  agenda: ReturnType<typeof agenda_of>;
  asked: ReturnType<typeof use_activities>;
  plan: () => void;
};

function Agenda({ agenda, asked, plan }: AgendaProps) {
  const all = parts.reduce((sum, part) => sum + agenda[part].length, 0);
  const href = rows_address("activities", { filter: filters.activities, sort: "due_at" });
  if (!asked.data || all === 0) {
    return (
      <Section
        title={w("today")}
        asked={asked}
        count={asked.data ? 0 : undefined}
        empty={
          <Nothing text={w("no_activities")}>
            <Button onClick={plan}>{w("plan_activity")}</Button>
          </Nothing>
        }
      >
        {null}
      </Section>
    );
  }
  const tones = { overdue: "bad", today: "good", next: undefined } as const;
  return parts
    .filter((part) => agenda[part].length > 0)
    .map((part) => (
      <Section
        key={part}
        title={w(part)}
        tone={tones[part]}
        count={agenda[part].length}
        href={href}
      >
        <ul>
          {agenda[part].slice(0, part === "next" ? shown_next : undefined).map((row) => (
            <ActivityRow key={row.id} row={row} part={part} />
          ))}
        </ul>
      </Section>
    ));
}

function Closing() {
  const asked = use_closing();
  const rows = rows_of(asked.data);
  return (
    <Section
      title={w("closing")}
      asked={asked}
      count={asked.data ? rows.length : undefined}
      href={rows_address("deals", { filter: filters.closing(), sort: "expected_close" })}
      empty={
        <Nothing text={w("no_closing")}>
          <Button component={Link} to="/deals/board" variant="default">
            {w("see_board")}
          </Button>
        </Nothing>
      }
    >
      <ul>
        {rows.slice(0, 8).map((row) => (
          <DealRow key={row.id} row={row} with_date />
        ))}
      </ul>
    </Section>
  );
}

type StepProps = {
  asked: ReturnType<typeof use_without_step>;
  planning: string | null;
  on_plan: (id: string | null) => void;
};

function WithoutStep({ asked, planning, on_plan }: StepProps) {
  const rows = rows_of(asked.data);
  return (
    <Section
      title={w("no_step")}
      tone="warn"
      asked={asked}
      count={asked.data ? rows.length : undefined}
      href={rows_address("deals", { filter: filters.no_step, sort: "-amount" })}
      empty={
        <Nothing text={w("no_no_step")}>
          <Button component={Link} to="/deals/board" variant="default">
            {w("see_board")}
          </Button>
        </Nothing>
      }
    >
      <ul>
        {rows.slice(0, 8).map((row: Row) => (
          <DealRow key={row.id} row={row}>
            {planning === row.id ? null : (
              <button type="button" className={styles.step} onClick={() => on_plan(row.id)}>
                {w("plan_step")}
                <span className="only_read_aloud">: {String(row.name)}</span>
              </button>
            )}
            {planning === row.id ? (
              <NextStepForm deal={row} on_close={() => on_plan(null)} />
            ) : null}
          </DealRow>
        ))}
      </ul>
    </Section>
  );
}
