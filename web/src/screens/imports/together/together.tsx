import { Button, Radio, Switch } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { use_objects } from "../../../api/objects";
import { query_client } from "../../../api/query_client";
import { format_number } from "../../../i18n/format";
import { use_address } from "../../../records/address";
import { say_problem } from "../../../records/saving/problem_text";
import { announce_change, refresh } from "../../../records/saving/undo";
import { w, w_count } from "../../../words/imports";
import { w as tw, w_count as tw_count } from "../../../words/imports_together";
import styles from "../imports.module.css";
import { SkipLikely } from "../one/likely_rows";
import { FileFailed } from "../one/run_step";
import { few_steps, Steps } from "../one/wizard";
import { import_query, run } from "../questions";
import { type Import, is_busy, is_real, type TogetherOptions } from "../types";
import { TogetherDone } from "./together_done";
import { FilesTable } from "./together_files";
import {
  ambiguous_dates,
  is_open,
  knows_strangers,
  likely_there,
  together_options_of,
  with_choice,
  with_dates,
} from "./together_options";

// Several files on their way in: what each is and what would happen, then what did.
export function Together({ one }: { one: Import }) {
  const objects = use_objects();
  const { change } = use_address();
  const [options, set_options] = useState(() => together_options_of(one));
  const [asking, set_asking] = useState(false);
  const finished = one.state === "done" && !one.dry_run;
  const watched = useRef(false);
  if (is_real(one) && is_busy(one)) watched.current = true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has come to its end
  useEffect(() => {
    if (!finished) return;
    const plurals = [...new Set(one.files.map((file) => file.object))]
      .map((name) => objects.find((object) => object.name === name)?.plural)
      .filter((plural) => plural !== undefined);
    if (watched.current && one.created + one.updated > 0)
      announce_change(one.change, tw("done", { name: one.file_name }), plurals);
    else refresh(plurals);
  }, [finished]);

  async function start(next: TogetherOptions, dry_run: boolean) {
    set_options(next);
    set_asking(true);
    if (!dry_run) watched.current = true;
    try {
      await run(one.id, next, dry_run);
      if (dry_run) change({ step: "check" });
    } catch (error) {
      say_problem(error);
      void query_client.invalidateQueries({ queryKey: import_query(one.id).queryKey });
    } finally {
      set_asking(false);
    }
  }
  const busy = asking || is_busy(one);
  const real = is_real(one);
  return (
    <>
      <Steps step={real ? "run" : "check"} steps={few_steps} />
      <p className={styles.file_name}>{one.file_name}</p>
      {finished ? (
        <TogetherDone one={one} objects={objects} />
      ) : one.state === "failed" ? (
        <FileFailed one={one} />
      ) : real ? (
        <Going one={one} />
      ) : (
        <Check one={one} options={options} busy={busy} start={start} />
      )}
    </>
  );
}

function Going({ one }: { one: Import }) {
  const said =
    one.rows > 0
      ? tw("running", { done: format_number(one.done), rows: format_number(one.rows) })
      : tw("reading_files");
  return (
    <div className={styles.progress}>
      <p role="status">{said}</p>
      <progress
        value={one.rows > 0 ? Math.min(1, one.done / one.rows) : undefined}
        max={1}
        aria-label={said}
      />
      <p className={styles.soft}>{w("running_hint")}</p>
    </div>
  );
}

type CheckProps = {
  one: Import;
  options: TogetherOptions;
  busy: boolean;
  start: (options: TogetherOptions, dry_run: boolean) => Promise<void>;
};

function Check({ one, options, busy, start }: CheckProps) {
  const objects = use_objects();
  const check = (next: TogetherOptions) => void start(next, true);
  const writes = one.created + one.updated;
  const open = is_open(one, options);
  const asked = one.files.filter((file) => ambiguous_dates(file, options).length > 0);
  return (
    <>
      <h2 className={styles.title}>{tw("title_check")}</h2>
      <p className={styles.soft} role="status">
        {busy ? tw("looking", { done: format_number(one.done) }) : tw("nothing_yet")}
      </p>
      <FilesTable
        one={one}
        options={options}
        objects={objects}
        busy={busy}
        on_choose={(name, choice) => check(with_choice(options, name, choice))}
      />
      {asked.map((file) => (
        <section key={file.file_name} className={styles.block} data-asks>
          <Radio.Group
            label={`${file.file_name} · ${tw("dates", {
              headers: ambiguous_dates(file, options).join(", "),
            })}`}
            value=""
            onChange={(date) => check(with_dates(options, file.file_name, date as "dmy" | "mdy"))}
          >
            <div className={styles.radios}>
              <Radio value="dmy" label={tw("dmy")} size="xs" disabled={busy} />
              <Radio value="mdy" label={tw("mdy")} size="xs" disabled={busy} />
            </div>
          </Radio.Group>
        </section>
      ))}
      {options.duplicates === "skip" || likely_there(one) > 0 ? (
        <section className={styles.block}>
          <p>{w_count("likely", likely_there(one))}</p>
          <SkipLikely options={options} on_change={check} busy={busy} />
        </section>
      ) : null}
      {options.people === "create" || knows_strangers(one, objects) ? (
        <section className={styles.block}>
          <Switch
            size="xs"
            disabled={busy}
            label={tw("people")}
            checked={options.people === "create"}
            onChange={(event) =>
              check({ ...options, people: event.currentTarget.checked ? "create" : "match" })
            }
          />
        </section>
      ) : null}
      <div className={styles.foot}>
        {open && !busy ? (
          <p className={styles.warn}>{tw("problem_first")}</p>
        ) : !busy && writes === 0 ? (
          <p className={styles.soft}>{tw("nothing_to_do")}</p>
        ) : one.failed > 0 ? (
          <p className={styles.warn}>{tw("failing", { failed: format_number(one.failed) })}</p>
        ) : null}
        <Button disabled={busy || open || writes === 0} onClick={() => void start(options, false)}>
          {tw_count("start", writes)}
        </Button>
      </div>
    </>
  );
}
