import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { find_object, use_objects } from "../../api/objects";
import type { ChangeSet } from "../../api/types";
import { format_instant_exact, format_instant_near } from "../../i18n/format";
import { Avatar } from "../../look/avatar";
import { use_panel } from "../../records/address";
import { w } from "../../words/my_day";
import styles from "./my_day.module.css";
import { use_changes } from "./questions";
import { Nothing, Section } from "./section";

export function Changes() {
  const asked = use_changes();
  return (
    <Section
      title={w("changed")}
      asked={asked}
      count={asked.data?.length}
      href="/history"
      empty={
        <Nothing text={w("no_changes")}>
          <Button component={Link} to="/history" variant="default">
            {w("see_history")}
          </Button>
        </Nothing>
      }
    >
      <ul>
        {asked.data?.map((change) => (
          <ChangeRow key={change.id} change={change} />
        ))}
      </ul>
    </Section>
  );
}

function ChangeRow({ change }: { change: ChangeSet }) {
  const objects = use_objects();
  const panel = use_panel();
  const [first] = change.changes;
  const object = first ? find_object(objects, first.object) : undefined;
  const name = change.actor_name ?? w("system");
  return (
    <li className={styles.change}>
      <Avatar name={name} size={22} />
      <div>
        {object && first ? (
          <button
            type="button"
            className={styles.subject}
            onClick={() => panel.show(object.plural, first.record)}
          >
            {change.label}
          </button>
        ) : (
          <p>{change.label}</p>
        )}
        <p className={styles.soft} title={format_instant_exact(change.at)}>
          {w("by", { name, when: format_instant_near(change.at) })}
        </p>
      </div>
    </li>
  );
}
