import type { RouteTime, SlowStatement } from "../../../api/administration";
import { BarChart } from "../../../charts/bar_chart";
import { ChartFrame } from "../../../charts/chart_frame";
import { format_instant_exact, format_number } from "../../../i18n/format";
import styles from "./administration.module.css";
import { FigureTable } from "./figure_table";
import { time_text, when_text } from "./measures";
import { Section } from "./section";
import { w, w_count } from "./words";

// How long answers take, and which questions to the database took long.

const drawn = 8;
const name_of = (route: string): string => route.replace("/api/v1/", "");

export function Speed({ routes, slow }: { routes: RouteTime[]; slow: SlowStatement[] }) {
  return (
    <Section part="speed" title={w("speed")} hint={w("speed_hint")}>
      {routes.length === 0 ? (
        <p className={styles.soft}>{w("answers_none")}</p>
      ) : (
        <Answers routes={routes} />
      )}
      <h3>{w("slow")}</h3>
      <p className={styles.hint}>{w("slow_hint")}</p>
      {slow.length === 0 ? (
        <p className={styles.soft}>{w("slow_none")}</p>
      ) : (
        <ul className={styles.lines} aria-label={w("slow")}>
          {slow.map((one) => (
            <SlowLine key={one.sql} slow={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Answers({ routes }: { routes: RouteTime[] }) {
  const slowest = routes[0]!;
  const said = { route: name_of(slowest.route), time: time_text(slowest.p95_us) };
  return (
    <ChartFrame
      title={w("slowest_is", said)}
      subtitle={w("answers")}
      table={
        <FigureTable
          caption={w("answers")}
          columns={[w("route"), w("requests"), w("half_within"), w("most_within")]}
          rows={routes.map((route) => [
            name_of(route.route),
            format_number(route.count),
            time_text(route.p50_us),
            time_text(route.p95_us),
          ])}
        />
      }
    >
      <div className={styles.long_names}>
        <BarChart
          marks={routes.slice(0, drawn).map((route) => ({
            key: route.route,
            label: name_of(route.route),
            value: route.p95_us,
            shown: time_text(route.p95_us),
          }))}
        />
      </div>
    </ChartFrame>
  );
}

function SlowLine({ slow }: { slow: SlowStatement }) {
  const figures = [
    w_count("slow_count", slow.count),
    w("slow_usual", { time: time_text(slow.total_us / slow.count) }),
    w("slow_worst", { time: time_text(slow.worst_us) }),
    w("last_tried", { when: when_text(slow.last_at) }),
  ];
  return (
    <li>
      <details className={styles.slow}>
        <summary title={format_instant_exact(slow.last_at)}>
          <code>{slow.sql}</code>
          <span className={styles.soft}>{figures.join(" · ")}</span>
        </summary>
        <pre>{slow.sql}</pre>
      </details>
    </li>
  );
}
