import { useEffect, useRef, useState } from "react";
import { use_object } from "../../../api/objects";
import { query_client } from "../../../api/query_client";
import { CheckIcon } from "../../../look/icons";
import { use_address } from "../../../records/address";
import { say_problem } from "../../../records/saving/problem_text";
import { announce_change, refresh } from "../../../records/saving/undo";
import { Bars, Failed } from "../../../records/states";
import { w } from "../../../words/imports";
import styles from "../imports.module.css";
import { options_of } from "../options";
import { import_query, run, use_import } from "../questions";
import { is_busy, is_real, type Options } from "../types";
import { CheckStep } from "./check_step";
import { MapStep } from "./map_step";
import { FileFailed, Progress, RunStep } from "./run_step";

export type Step = "file" | "map" | "check" | "run";

// One file on its way in: columns, check, import. The step is in the address; the server keeps the
// file and what was decided last, so that a reload loses nothing that was checked.
export function Wizard({ id }: { id: string }) {
  const asked = use_import(id);
  const one = asked.data;
  const object = use_object(one?.object ?? undefined);
  const { search, change } = use_address();
  const [options, set_options] = useState<Options | null>(null);
  const [asking, set_asking] = useState(false);
  const read = !!one && one.headers.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the file has been read
  useEffect(() => {
    if (one && read && !options) set_options(options_of(one, object));
  }, [read, object]);
  const finished = one?.state === "done" && !one.dry_run;
  const watched = useRef(false);
  if (one && is_real(one) && is_busy(one)) watched.current = true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has come to its end
  useEffect(() => {
    if (!finished || !object) return;
    // Said where it was watched; who comes back to an old import is told nothing.
    if (watched.current && one.created + one.updated > 0)
      announce_change(one.change, w("done_title", { objects: object.label_plural }), [
        object.plural,
      ]);
    else refresh([object.plural]);
  }, [finished, object]);

  if (asked.error && !one) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  if (!one) return <Bars count={6} height={18} />;
  const step: Step = is_real(one) ? "run" : search.step === "check" ? "check" : "map";

  async function start(next: Options, dry_run: boolean) {
    set_options(next);
    set_asking(true);
    if (!dry_run) watched.current = true;
    try {
      await run(id, next, dry_run);
      if (dry_run) change({ step: "check" });
    } catch (error) {
      say_problem(error);
      void query_client.invalidateQueries({ queryKey: import_query(id).queryKey });
    } finally {
      set_asking(false);
    }
  }
  // Also until the server has answered: it refuses a second check beside the first.
  const busy = asking || is_busy(one);
  return (
    <>
      <Steps step={step} />
      <p className={styles.file_name}>{one.file_name}</p>
      {!object ? (
        <Bars count={4} />
      ) : step === "run" ? (
        <RunStep one={one} object={object} />
      ) : one.state === "failed" && !read ? (
        <FileFailed one={one} />
      ) : !options || (busy && !read) ? (
        <Progress one={one} words="checking" />
      ) : step === "map" ? (
        <MapStep
          one={one}
          object={object}
          options={options}
          on_change={set_options}
          on_check={() => void start(options, true)}
          busy={busy}
        />
      ) : (
        <>
          {busy ? <Progress one={one} words="checking" /> : null}
          {one.state === "failed" ? <FileFailed one={one} /> : null}
          <CheckStep
            one={one}
            object={object}
            options={options}
            on_change={(next) => void start(next, true)}
            on_back={() => change({ step: null })}
            on_start={() => void start(options, false)}
            busy={busy}
          />
        </>
      )}
    </>
  );
}

const all_steps: Step[] = ["file", "map", "check", "run"];
// Of several files: their columns are known by their headers.
export const few_steps: Step[] = ["file", "check", "run"];

export function Steps({ step, steps = all_steps }: { step: Step; steps?: Step[] }) {
  const here = steps.indexOf(step);
  return (
    <ol className={styles.steps} aria-label={w("steps")}>
      {steps.map((name, place) => (
        <li
          key={name}
          aria-current={place === here ? "step" : undefined}
          data-past={place < here || undefined}
        >
          <span>{place < here ? <CheckIcon size={13} aria-hidden /> : place + 1}</span>
          {w(`step_${name}`)}
        </li>
      ))}
    </ol>
  );
}
