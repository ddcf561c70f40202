import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type MergePreview, merge_preview_query, merge_records, moved_by } from "../../api/merge";
import { use_objects } from "../../api/objects";
import { Problem } from "../../api/problem";
import type { ObjectType } from "../../api/types";
import { t, within } from "../../i18n";
import { format_instant_near } from "../../i18n/format";
import { use_keys } from "../../keys/use_keys";
import { BackIcon, MergeIcon, RefreshIcon } from "../../look/icons";
import { wait_for_job } from "../../records/saving/job";
import { say_problem } from "../../records/saving/problem_text";
import { say } from "../../records/saving/toasts";
import { announce_change } from "../../records/saving/undo";
import { use_screen_title } from "../../records/screen_title";
import { Bars, Failed } from "../../records/states";
import { w } from "../../words/merge";
import { all_of, type Choices, differs, open_problems } from "./choices";
import { FieldChoice } from "./field_choice";
import styles from "./merge.module.css";
import { Moves } from "./moves";

type Props = { object: ObjectType; a: string; b: string };

// Two records side by side; the first stays, and every field is decided with a click or a key.
export function MergeScreen({ object, a, b }: Props) {
  const preview = useQuery(merge_preview_query(object.plural, a, b));
  const title = w("title", { objects: within(object.label_plural) });
  const navigate = useNavigate();
  use_screen_title(title);
  use_keys([
    {
      press: "escape",
      label: t("back_to_list"),
      group: t("keys_record"),
      run: () => void navigate({ to: `/${object.plural}/${a}` }),
    },
  ]);
  const shown = preview.data;
  // The server led on from an id that was merged before: it is the same record, or another pair.
  const is_same = shown && shown.this.id === shown.other.id;
  return (
    <div className={styles.screen}>
      <Link to="/$plural/$id" params={{ plural: object.plural, id: a }} className={styles.back}>
        <BackIcon size={15} aria-hidden />
        {shown?.this.title ?? object.label}
      </Link>
      <h1>{title}</h1>
      {preview.error ? (
        <Failed error={preview.error} retry={() => void preview.refetch()} />
      ) : !shown ? (
        <div className={styles.loading} aria-busy="true">
          <span className="only_read_aloud">{t("loading")}</span>
          <Bars count={10} height={18} />
        </div>
      ) : is_same ? (
        <p>{w("same_record")}</p>
      ) : (
        <Pair object={object} preview={shown} refetch={() => void preview.refetch()} />
      )}
    </div>
  );
}

type PairProps = { object: ObjectType; preview: MergePreview; refetch: () => void };

function Pair({ object, preview, refetch }: PairProps) {
  const navigate = useNavigate();
  const objects = use_objects();
  const [choices, set_choices] = useState<Choices>({});
  const [shows_all, set_shows_all] = useState(false);
  const [busy, set_busy] = useState(false);
  const names = {
    this: preview.this.title || t("untitled"),
    other: preview.other.title || t("untitled"),
  };
  const fields = preview.fields.filter((field) => shows_all || differs(field));
  const problems = open_problems(preview, choices);

  async function merge() {
    set_busy(true);
    try {
      const wish = {
        with: preview.other.id,
        choose: choices,
        version: preview.this.version,
        with_version: preview.other.version,
      };
      const { body, change } = await merge_records(
        object.plural,
        preview.this.id,
        wish,
        moved_by(preview),
      );
      const job = body.job ? await wait_for_job(body.job, w("merging")) : null;
      await navigate({ to: `/${object.plural}/${preview.this.id}`, replace: true });
      const text = w("merged", { other: names.other, name: names.this });
      announce_change(
        change ?? body.change ?? job?.change ?? null,
        text,
        objects.map((one) => one.plural),
      );
    } catch (error) {
      if (error instanceof Problem && error.conflicts.length > 0) {
        say({ text: w("changed_since"), tone: "bad" });
        refetch();
      } else say_problem(error);
      set_busy(false);
    }
  }

  return (
    <>
      <p className={styles.lead}>{w("lead")}</p>
      <div className={styles.tools}>
        <Button
          variant="default"
          leftSection={<RefreshIcon size={14} aria-hidden />}
          onClick={() =>
            void navigate({
              to: `/merge/${object.name}/${preview.other.id}/${preview.this.id}`,
              replace: true,
            })
          }
        >
          {w("swap")}
        </Button>
        {(["this", "other"] as const).map((side) => (
          <Button key={side} variant="subtle" onClick={() => set_choices(all_of(preview, side))}>
            {w("take_all", { name: names[side] })}
          </Button>
        ))}
        <Button variant="subtle" color="gray" onClick={() => set_shows_all(!shows_all)}>
          {w(shows_all ? "differing" : "all_fields")}
        </Button>
      </div>
      <div className={styles.table}>
        <div className={styles.heads}>
          <span />
          <Head name={names.this} note={w("stays")} at={preview.this.updated_at} stays />
          <Head name={names.other} note={w("goes")} at={preview.other.updated_at} />
          <div className={styles.head}>
            <b>{w("result")}</b>
          </div>
        </div>
        {fields.length === 0 ? <p className={styles.faint}>{w("same_all")}</p> : null}
        {fields.map((field) => (
          <FieldChoice
            key={field.field}
            object={object}
            field={field}
            names={names}
            choices={choices}
            on_choose={(name, side) => set_choices({ ...choices, [name]: side })}
          />
        ))}
      </div>
      <Moves preview={preview} />
      {problems.length > 0 ? (
        <div className={styles.bad} role="alert">
          <b>{w("not_yet")}</b>
          {problems.map((problem) => (
            <p key={problem.message}>{problem.message}</p>
          ))}
        </div>
      ) : null}
      <div className={styles.foot}>
        <Button
          leftSection={<MergeIcon size={15} aria-hidden />}
          loading={busy}
          disabled={problems.length > 0}
          onClick={() => void merge()}
        >
          {w("merge", { name: names.this })}
        </Button>
      </div>
    </>
  );
}

type HeadProps = { name: string; note: string; at: string; stays?: boolean };

function Head({ name, note, at, stays }: HeadProps) {
  return (
    <div className={styles.head} data-stays={stays || undefined}>
      <b>{name}</b>
      <span>
        {note} · {w("changed", { when: format_instant_near(at) })}
      </span>
    </div>
  );
}
