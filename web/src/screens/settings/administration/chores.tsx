import { Button } from "@mantine/core";
import { type Chore, run_chore } from "../../../api/administration";
import { format_instant_exact } from "../../../i18n/format";
import { ErrorIcon } from "../../../look/icons";
import styles from "./administration.module.css";
import { ask } from "./asked";
import { every_text, time_text, when_text } from "./measures";
import { Section } from "./section";
import { w, w_count, w_known } from "./words";

// What ticks: when it ran last, how long it took, what went wrong. Those that fail come first.

export function Chores({ chores }: { chores: Chore[] }) {
  const failing = chores.filter((chore) => chore.failures > 0);
  const others = chores.filter((chore) => chore.failures === 0);
  return (
    <Section part="chores" title={w("chores")} hint={w("chores_hint")}>
      {chores.length === 0 ? <p className={styles.soft}>{w("chores_none")}</p> : null}
      <ul className={styles.lines} aria-label={w("chores")}>
        {[...failing, ...others].map((chore) => (
          <ChoreLine key={chore.name} chore={chore} />
        ))}
      </ul>
    </Section>
  );
}

function ChoreLine({ chore }: { chore: Chore }) {
  const label = w_known(`chore_${chore.name}`, chore.label);
  return (
    <li className={styles.line} data-bad={chore.failures > 0 || undefined}>
      <div className={styles.what}>
        <strong>{label}</strong>
        <p className={styles.soft}>
          {every_text(chore.every_s)}
          {chore.on === "each_server" ? ` ${w("on_each_server")}` : ""}
          {" · "}
          {chore.ran_at ? (
            <span title={format_instant_exact(chore.ran_at)}>
              {w("ran", { when: when_text(chore.ran_at) })}
              {", "}
              {w("took", { time: time_text(chore.took_us) })}
            </span>
          ) : (
            w("never_ran")
          )}
        </p>
        <Failure chore={chore} />
      </div>
      <div className={styles.tools}>
        {chore.is_running ? <span className={styles.mark}>{w("runs_now")}</span> : null}
        {chore.failures > 0 ? (
          <span className={styles.mark} data-tone="bad">
            <ErrorIcon size={13} aria-hidden />
            {w_count("failed_in_a_row", chore.failures)}
          </span>
        ) : null}
        <Button
          size="compact-sm"
          variant="default"
          aria-label={w("run_now_of", { label })}
          onClick={() => void ask(() => run_chore(chore.name), w("run_asked", { label }))}
        >
          {w("run_now")}
        </Button>
      </div>
    </li>
  );
}

function Failure({ chore }: { chore: Chore }) {
  const { error, failed_at, failures } = chore;
  if (!error || !failed_at) return null;
  const said = { when: when_text(failed_at), error };
  return failures > 0 ? (
    <p className={styles.bad}>{w("failed_at", said)}</p>
  ) : (
    <p className={styles.soft}>{w("failed_before", said)}</p>
  );
}
