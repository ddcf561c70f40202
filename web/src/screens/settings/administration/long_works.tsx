import { Button } from "@mantine/core";
import { type LongWork, retry_long_work } from "../../../api/administration";
import { format_instant_exact, format_instant_near, format_number } from "../../../i18n/format";
import { RefreshIcon } from "../../../look/icons";
import styles from "./administration.module.css";
import { ask } from "./asked";
import { when_text } from "./measures";
import { Section } from "./section";
import { w, w_known } from "./words";

// Work of seconds to hours: how far it is, who asked for it, what became of it.

export function LongWorks({ works }: { works: LongWork[] }) {
  return (
    <Section part="work" title={w("work")} hint={w("work_hint")}>
      {works.length === 0 ? <p className={styles.soft}>{w("work_none")}</p> : null}
      <ul className={styles.lines} aria-label={w("work")}>
        {works.map((work) => (
          <WorkLine key={work.id} work={work} />
        ))}
      </ul>
    </Section>
  );
}

const tones: Record<string, string> = { done: "good", failed: "bad", set_aside: "bad" };

function WorkLine({ work }: { work: LongWork }) {
  const kind = w_known(`kind_${work.kind}`, work.kind);
  const state = work.may_retry ? "set_aside" : work.state;
  return (
    <li className={styles.line} data-bad={work.state === "failed" || undefined}>
      <div className={styles.what}>
        <strong>{kind}</strong>
        <p className={styles.soft} title={format_instant_exact(work.at)}>
          {w("work_of", { name: work.actor_name, when: when_text(work.at) })}
          {work.next_try_at && work.state === "waiting"
            ? ` · ${w("next_try", { when: format_instant_near(work.next_try_at) })}`
            : null}
        </p>
        {work.error ? <p className={styles.bad}>{work.error}</p> : null}
        <HowFar work={work} kind={kind} />
      </div>
      <div className={styles.tools}>
        <span className={styles.mark} data-tone={tones[state]}>
          {w(`state_${state}`)}
        </span>
        {work.may_retry ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<RefreshIcon size={13} aria-hidden />}
            aria-label={w("retry_of", { name: kind })}
            onClick={() => void ask(() => retry_long_work(work.id), w("retried", { name: kind }))}
          >
            {w("retry")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function HowFar({ work, kind }: { work: LongWork; kind: string }) {
  const { done, total, state } = work;
  if (done === 0 && total === 0) return null;
  const numbers = { done: format_number(done), total: format_number(total) };
  const said = total > 0 ? w("done_of", numbers) : w("done_count", numbers);
  if (state === "done") return <p className={styles.soft}>{said}</p>;
  return (
    <div className={styles.how_far}>
      <progress
        value={total > 0 ? Math.min(1, done / total) : undefined}
        max={1}
        aria-label={`${kind}: ${said}`}
      />
      <span>{said}</span>
    </div>
  );
}
