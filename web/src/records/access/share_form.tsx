import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { share } from "../../api/access";
import { Problem } from "../../api/problem";
import type { ObjectType, Row } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { w } from "../../words/access";
import { say_problem } from "../saving/problem_text";
import { announce_change } from "../saving/undo";
import styles from "./access.module.css";

type Whom = "person" | "team";
type Level = "read" | "change";

export function ShareForm({ object, row }: { object: ObjectType; row: Row }) {
  const [whom, set_whom] = useState<Whom>("person");
  const [id, set_id] = useState<string | null>(null);
  const [level, set_level] = useState<Level>("read");
  const [until, set_until] = useState<string | null>(null);
  const [round, set_round] = useState(0);
  const [busy, set_busy] = useState(false);
  const [message, set_message] = useState("");

  async function add() {
    if (!id) return;
    set_busy(true);
    set_message("");
    try {
      const wish = { [whom]: id, level, ends_at: until ?? undefined };
      const { body, change } = await share(object.plural, row.id, wish);
      announce_change(change, w("shared_with", { name: body.title }), ["shares", object.plural]);
      set_id(null);
      set_until(null);
      set_round(round + 1);
    } catch (error) {
      if (error instanceof Problem && error.problems[0]) set_message(error.problems[0].message);
      else say_problem(error);
    } finally {
      set_busy(false);
    }
  }
  const target = whom === "person" ? "user" : "team";
  return (
    <form
      className={styles.form}
      aria-label={w("with")}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <SegmentedControl
        aria-label={w("with")}
        value={whom}
        onChange={(next) => {
          set_whom(next as Whom);
          set_id(null);
        }}
        data={[
          { value: "person", label: w("with_person") },
          { value: "team", label: w("with_team") },
        ]}
      />
      <div className={styles.labelled}>
        <span>{w(whom)}</span>
        <FieldEditor
          key={`${whom} ${round}`}
          field={{ name: whom, label: w(whom), kind: "reference", target }}
          label={w(whom)}
          value={id}
          on_change={(value) => set_id(typeof value === "string" ? value : null)}
        />
      </div>
      <SegmentedControl
        aria-label={w("level")}
        value={level}
        onChange={(next) => set_level(next as Level)}
        data={[
          { value: "read", label: w("may_read") },
          { value: "change", label: w("may_change") },
        ]}
      />
      <div className={styles.labelled}>
        <span>{w("until")}</span>
        <FieldEditor
          key={round}
          field={{ name: "until", label: w("until"), kind: "date" }}
          label={w("until")}
          value={until}
          on_change={(value) => set_until(typeof value === "string" ? value : null)}
        />
      </div>
      {message ? (
        <p className={styles.problem} role="alert">
          {message}
        </p>
      ) : null}
      <Button type="submit" loading={busy} disabled={!id}>
        {w("add_share")}
      </Button>
    </form>
  );
}
