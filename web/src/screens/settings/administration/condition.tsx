import type { Administration } from "../../../api/administration";
import { format_instant_exact } from "../../../i18n/format";
import { DoneIcon, ImportantIcon } from "../../../look/icons";
import styles from "./administration.module.css";
import { needs_of } from "./attention";
import { size_text, when_text } from "./measures";
import { go_to_part } from "./section";
import { w, w_count } from "./words";

// All in one look: what needs somebody, and the few facts that one is asked for.

export function Condition({ facts }: { facts: Administration }) {
  const needs = needs_of(facts);
  return (
    <>
      {needs.length === 0 ? (
        <p className={styles.well} role="status">
          <DoneIcon size={17} aria-hidden />
          {w("all_well")}
        </p>
      ) : (
        <section className={styles.needs} aria-label={w("attention")}>
          <div role="status">
            <ul>
              {needs.map((need) => (
                <li key={need.key}>
                  <ImportantIcon size={16} aria-hidden />
                  <button type="button" onClick={() => go_to_part(need.part)}>
                    {need.text}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </section>
      )}
      <Facts facts={facts} />
    </>
  );
}

function Facts({ facts }: { facts: Administration }) {
  const { backup, queue, storage } = facts;
  const said: [string, string, string?][] = [
    [w("version"), facts.version],
    [w("database"), w("database_of", { kind: w(facts.database), size: size_text(storage.bytes) })],
    [w("servers"), w_count("servers_count", facts.servers.length)],
    [w("waiting"), queue.waiting ? w_count("waiting_count", queue.waiting) : w("waiting_none")],
    backup
      ? [w("last_backup"), when_text(backup.at), format_instant_exact(backup.at)]
      : [w("last_backup"), w("no_backup")],
  ];
  return (
    <dl className={styles.facts}>
      {said.map(([name, value, exact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={exact}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
