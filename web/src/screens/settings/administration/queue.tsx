import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type Queue as QueueFacts,
  retry_set_aside,
  type SetAside,
  set_aside_query,
} from "../../../api/administration";
import { find_object, use_objects } from "../../../api/objects";
import { ReferenceMark } from "../../../fields/reference";
import { format_instant, format_instant_exact } from "../../../i18n/format";
import { RefreshIcon } from "../../../look/icons";
import styles from "./administration.module.css";
import { ask } from "./asked";
import { discard, use_discarded } from "./discard";
import { when_text } from "./measures";
import { focus_beside, Section } from "./section";
import { w, w_count } from "./words";

// What waits, and what was set aside because it failed too often.

export function Queue({ queue }: { queue: QueueFacts }) {
  const [is_whole, set_whole] = useState(false);
  const whole = useInfiniteQuery({ ...set_aside_query, enabled: is_whole });
  const hidden = use_discarded();
  const entries = (
    is_whole && whole.data ? whole.data.pages.flatMap((page) => page.entries) : queue.entries
  ).filter((entry) => !hidden.has(entry.id));
  const has_more = is_whole ? whole.hasNextPage : !!queue.next;

  async function retry_all() {
    const all = entries.map((entry) => entry.id);
    await ask(() => Promise.all(all.map(retry_set_aside)), w_count("retried_all", all.length));
  }
  return (
    <Section
      part="queue"
      title={w("queue")}
      hint={w("queue_hint")}
      tools={
        entries.length > 1 ? (
          <Button size="compact-sm" variant="default" onClick={() => void retry_all()}>
            {w("retry_all")}
          </Button>
        ) : null
      }
    >
      <Waiting queue={queue} is_idle={entries.length === 0} />
      {entries.length > 0 ? (
        <>
          <h3>{w("set_aside")}</h3>
          <p className={styles.hint}>{w("set_aside_hint")}</p>
          <ul className={styles.lines} aria-label={w("set_aside")}>
            {entries.map((entry) => (
              <SetAsideLine key={entry.id} entry={entry} />
            ))}
          </ul>
        </>
      ) : null}
      {has_more ? (
        <Button
          variant="default"
          className={styles.more}
          loading={whole.isFetchingNextPage || (is_whole && whole.isPending)}
          onClick={() => (is_whole ? void whole.fetchNextPage() : set_whole(true))}
        >
          {w("show_all", { count: queue.set_aside })}
        </Button>
      ) : null}
    </Section>
  );
}

function Waiting({ queue, is_idle }: { queue: QueueFacts; is_idle: boolean }) {
  if (queue.waiting === 0) {
    return is_idle ? <p className={styles.soft}>{w("queue_idle")}</p> : null;
  }
  return (
    <p>
      {w_count("queue_waits", queue.waiting)}{" "}
      {queue.oldest ? w("queue_oldest", { when: format_instant(queue.oldest) }) : null}
    </p>
  );
}

function SetAsideLine({ entry }: { entry: SetAside }) {
  const object = find_object(use_objects(), entry.object);
  // Behaviours are called by what they do: notify_owner.
  const name = entry.behaviour.replaceAll("_", " ");

  async function retry(line: Element | null) {
    focus_beside(line, "queue");
    await ask(() => retry_set_aside(entry.id), w("retried", { name }));
  }
  return (
    <li className={styles.line} data-bad>
      <div className={styles.what}>
        <strong>{name}</strong>
        <p className={styles.about}>
          {object ? (
            <>
              {w("about")} {object.label}{" "}
              <ReferenceMark pointer={{ object: object.name, id: entry.record }} />
            </>
          ) : (
            w("about_nothing")
          )}
        </p>
        <p className={styles.bad}>{entry.error}</p>
        <p className={styles.soft} title={format_instant_exact(entry.last_at)}>
          {w_count("tried", entry.attempts)}, {w("last_tried", { when: when_text(entry.last_at) })}
        </p>
      </div>
      <div className={styles.tools}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<RefreshIcon size={13} aria-hidden />}
          aria-label={w("retry_of", { name })}
          onClick={(event) => void retry(event.currentTarget.closest("li"))}
        >
          {w("retry")}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-label={w("discard_of", { name })}
          onClick={(event) => {
            focus_beside(event.currentTarget.closest("li"), "queue");
            discard(entry, name);
          }}
        >
          {w("discard")}
        </Button>
      </div>
    </li>
  );
}
