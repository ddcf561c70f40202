import { Button, FileButton } from "@mantine/core";
import { useState } from "react";
import { address_of, write } from "../../api/client";
import { say_problem } from "../../records/problem_text";
import { Part } from "./part";
import { announce_shape } from "./shape";
import shape from "./shape.module.css";
import { w } from "./shape_words";

// All definitions in one file: out, and in after a look at what it would change.

type Planned = {
  action: "add" | "change" | "restore" | "remove";
  object: string;
  field: string | null;
  differences: { member: string; old: unknown; new: unknown }[];
};
type Answer = { changes: Planned[]; change: string | null };

export function DefinitionsPart() {
  const [plan, set_plan] = useState<{ name: string; text: unknown; changes: Planned[] } | null>(
    null,
  );
  async function look_at(file: File | null) {
    if (!file) return;
    try {
      const text: unknown = JSON.parse(await file.text());
      const { body } = await write<Answer>("POST", "/definitions?dry_run=true", text);
      set_plan({ name: file.name, text, changes: body.changes });
    } catch (error) {
      say_problem(error);
    }
  }
  async function apply() {
    if (!plan) return;
    try {
      const { change } = await write<Answer>("POST", "/definitions", plan.text);
      await announce_shape(change, w("applied"));
      set_plan(null);
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <Part title={w("definitions")} hint={w("definitions_hint")}>
      <div className={shape.bar}>
        <Button
          component="a"
          variant="default"
          href={address_of("/definitions")}
          download="definitions.json"
        >
          {w("take_along")}
        </Button>
        <FileButton accept="application/json,.json" onChange={(file) => void look_at(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {w("bring_in")}
            </Button>
          )}
        </FileButton>
      </div>
      {plan ? (
        <section className={shape.plan} aria-live="polite">
          <p>
            {w(plan.changes.length > 0 ? "would_change" : "nothing_differs", { name: plan.name })}
          </p>
          <ul>
            {plan.changes.map((one) => (
              <li key={`${one.object}.${one.field}`}>
                <code>
                  {one.object}
                  {one.field ? `.${one.field}` : ""}
                </code>{" "}
                {w(`action_${one.action}`)}
                {one.action === "change"
                  ? `: ${one.differences.map((each) => each.member).join(", ")}`
                  : ""}
              </li>
            ))}
          </ul>
          <div className={shape.form_buttons}>
            {plan.changes.length > 0 ? (
              <Button onClick={() => void apply()}>{w("apply")}</Button>
            ) : null}
            <Button variant="default" onClick={() => set_plan(null)}>
              {w("cancel")}
            </Button>
          </div>
        </section>
      ) : null}
    </Part>
  );
}
