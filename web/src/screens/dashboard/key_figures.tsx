import type { AggregateAnswer } from "../../api/types";
import { About } from "../../charts/chart_frame";
import { RowsLink } from "../../charts/mark_link";
import { format_money, format_money_short, format_number, format_percent } from "../../i18n/format";
import { w, w_count } from "../../words/dashboard";
import { AboutFigure } from "./about";
import styles from "./dashboard.module.css";
import { counted, row_of } from "./marks";
import { type Scope, use_figures } from "./questions";

// The figures a manager reads first. Each opens its rows and tells how it is counted.

export function won_share(won: number, lost: number): number | null {
  return won + lost > 0 ? (won / (won + lost)) * 100 : null;
}

export function KeyFigures({ scope }: { scope: Scope }) {
  const measure = "count,sum(amount),weighted(amount)";
  const open = use_figures(scope, { measure, filter: 'status = "open"' });
  const closed = use_figures(scope, { group: "status", filter: closed_filter(scope) });
  const idle = use_figures(scope, { filter: no_step });
  const now = counted(open.data?.rows[0]);
  const won = counted(row_of(closed.data, "status", "won"));
  const lost = counted(row_of(closed.data, "status", "lost"));
  const without = counted(idle.data?.rows[0]);
  const rate = won_share(won.count, lost.count);
  const money = (amount: number) => ({ amount, currency: open.data?.currency });
  const in_money = (amount: number) => ({
    shown: format_money_short(money(amount)),
    exact: format_money(money(amount), { exact: true }),
  });
  return (
    <section className={styles.key_figures} aria-label={w("title")}>
      <Figure
        label={w("open_value")}
        {...in_money(now.sum)}
        note={w_count("deals", now.count)}
        about={w("open_value_about")}
        answer={open.data}
        href={scope.rows('status = "open"')}
      />
      <Figure
        label={w("weighted_value")}
        {...in_money(now.weighted)}
        note={now.sum > 0 ? format_percent(Math.round((now.weighted / now.sum) * 100)) : ""}
        about={w("weighted_about")}
        answer={open.data}
        href={scope.rows('status = "open"')}
      />
      <Figure
        label={w("won_value")}
        {...in_money(won.sum)}
        note={w_count("deals", won.count)}
        about={w("won_about")}
        answer={closed.data}
        href={scope.rows('status = "won"', scope.closed)}
      />
      <Figure
        label={w("win_rate")}
        shown={rate === null ? "—" : format_percent(rate)}
        note={`${format_number(won.count)} / ${format_number(won.count + lost.count)}`}
        about={w("win_rate_about")}
        answer={closed.data}
        href={scope.rows(closed_filter(scope))}
      />
      <Figure
        label={w("average")}
        {...(won.count > 0 ? in_money(won.sum / won.count) : { shown: "—" })}
        note=""
        about={w("average_about")}
        answer={closed.data}
        href={scope.rows('status = "won"', scope.closed)}
      />
      <Figure
        label={w("no_step")}
        shown={format_number(without.count)}
        note={format_money_short(money(without.sum))}
        about={w("no_step_about")}
        answer={idle.data}
        href={scope.rows(no_step)}
        warn={without.count > 0}
      />
    </section>
  );
}

const no_step = 'status = "open" AND NOT next_activity_at:*';
export const closed_filter = (scope: Scope) =>
  `(status = "won" OR status = "lost")${scope.closed ? ` AND ${scope.closed}` : ""}`;

type FigureProps = {
  label: string;
  shown: string;
  exact?: string;
  note: string;
  about: string;
  answer?: AggregateAnswer;
  href: string;
  warn?: boolean;
};

function Figure({ label, shown, exact, note, about, answer, href, warn }: FigureProps) {
  return (
    <div className={styles.figure} data-warn={warn || undefined}>
      <div className={styles.figure_head}>
        <h2>{label}</h2>
        <About>
          <AboutFigure text={about} answer={answer} />
        </About>
      </div>
      {answer ? (
        <RowsLink href={href} className={styles.figure_value} title={exact}>
          <b>{shown}</b>
          <span>{note}</span>
        </RowsLink>
      ) : (
        <div className={styles.figure_value} aria-busy="true">
          <i className={styles.bone} />
        </div>
      )}
    </div>
  );
}
