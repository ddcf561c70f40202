import { Button, FileButton } from "@mantine/core";
import { useState } from "react";
import { address_of, write } from "../../../api/client";
import { Problem } from "../../../api/problem";
import type { FieldProblem } from "../../../api/types";
import { say_problem } from "../../../records/saving/problem_text";
import { w } from "../../../words/shape";
import { Part } from "../part";
import { announce_shape } from "./shape";
import shape from "./shape.module.css";

// All definitions in one file: out, and in after a look at what it would change.

type Difference = { member: string; old: unknown; new: unknown };
type Planned = {
  action: "add" | "change" | "restore" | "remove";
  what: "object" | "field" | "role" | "rule" | "layout" | "view";
  object: string | null;
  name: string;
  differences: Difference[];
};
type Answer = { changes: Planned[]; change: string | null };
type Look = { name: string; text: Blob; changes: Planned[] };
type Mistakes = { name: string; told: string; problems: FieldProblem[] };

export function DefinitionsPart() {
  const [plan, set_plan] = useState<Look | null>(null);
  const [mistakes, set_mistakes] = useState<Mistakes | null>(null);
  async function look_at(file: File | null) {
    if (!file) return;
    set_plan(null);
    set_mistakes(null);
    try {
      // As it is now: what is applied is what was looked at, and mistakes are told with its lines.
      const text = new Blob([await file.text()], { type: "application/json" });
      const { body } = await write<Answer>("POST", "/definitions?dry_run=true", text);
      set_plan({ name: file.name, text, changes: body.changes });
    } catch (error) {
      if (!(error instanceof Problem) || error.reason !== "invalid") return say_problem(error);
      set_mistakes({ name: file.name, told: error.message, problems: error.problems });
    }
  }
  async function apply() {
    if (!plan) return;
    try {
      const { body } = await write<Answer>("POST", "/definitions", plan.text);
      await announce_shape(body.change, w("applied"));
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
        <FileButton
          accept="application/json,.json"
          // Chosen again it is read again.
          key={`${plan?.name} ${mistakes?.name}`}
          onChange={(file) => void look_at(file)}
        >
          {(props) => (
            <Button variant="default" {...props}>
              {w("bring_in")}
            </Button>
          )}
        </FileButton>
      </div>
      {mistakes ? (
        <section className={shape.plan} role="alert">
          <p>{w("has_mistakes", { name: mistakes.name })}</p>
          {mistakes.problems.length === 0 ? <p className={shape.problem}>{mistakes.told}</p> : null}
          <ul>
            {mistakes.problems.map((one) => (
              <li key={`${one.field} ${one.message}`}>
                <code>{one.field}</code> {one.message}
              </li>
            ))}
          </ul>
          <div className={shape.form_buttons}>
            <Button variant="default" onClick={() => set_mistakes(null)}>
              {w("close")}
            </Button>
          </div>
        </section>
      ) : null}
      {plan ? (
        <section className={shape.plan} aria-live="polite">
          <p>
            {w(plan.changes.length > 0 ? "would_change" : "nothing_differs", { name: plan.name })}
          </p>
          <ul>
            {plan.changes.map((one, index) => (
              <li key={index}>
                <PlannedLine planned={one} />
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

function PlannedLine({ planned }: { planned: Planned }) {
  const { action, what, object, name, differences } = planned;
  const is_shape = what === "object" || what === "field";
  return (
    <>
      {w(`what_${what}`)}{" "}
      {is_shape ? <code>{what === "object" ? name : `${object}.${name}`}</code> : `“${name}”`}
      {!is_shape && object ? (
        <>
          {" "}
          <code>{object}</code>
        </>
      ) : null}{" "}
      {w(`action_${action}`)}
      {action === "change" ? <Differences list={differences} /> : null}
    </>
  );
}

// What is short is shown with both values.
function Differences({ list }: { list: Difference[] }) {
  return (
    <ul>
      {list.map((each) => (
        <li key={each.member}>
          {each.member}
          {is_short(each.old) && is_short(each.new)
            ? `: ${short(each.old)} → ${short(each.new)}`
            : ""}
        </li>
      ))}
    </ul>
  );
}

const is_short = (value: unknown) => typeof value !== "object" || value === null;
const short = (value: unknown) => (value === null ? "–" : String(value));
