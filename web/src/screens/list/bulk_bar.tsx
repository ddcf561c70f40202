import { Button, NativeSelect, Popover } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { may_merge } from "../../api/merge";
import { type BulkWork, change_many } from "../../api/records";
import type { ObjectType } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { t, t_count } from "../../i18n";
import { BinIcon, CloseIcon, EditIcon, MergeIcon } from "../../look/icons";
import { wait_for_job } from "../../records/saving/job";
import { say_problem } from "../../records/saving/problem_text";
import { say } from "../../records/saving/toasts";
import { announce_change } from "../../records/saving/undo";
import { use_press_outside } from "../../records/use_press_outside";
import styles from "./list.module.css";
import { type Chosen, nothing_chosen } from "./selection";

type BulkBarProps = {
  object: ObjectType;
  filter: string;
  total?: number;
  loaded: number;
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
};

// What can be done with all chosen rows at once. No question first: the toast carries Undo.
export function BulkBar({ object, filter, total, loaded, chosen, choose }: BulkBarProps) {
  const navigate = useNavigate();
  const [busy, set_busy] = useState(false);
  const [setting, set_setting] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  use_press_outside(setting, (pressed) => {
    if (!bar.current?.contains(pressed)) set_setting(false);
  });
  const amount = chosen.all ? (total ?? chosen.ids.size) : chosen.ids.size;
  const more = !chosen.all && total !== undefined && total > loaded && chosen.ids.size === loaded;

  const pair = !chosen.all && chosen.ids.size === 2 ? [...chosen.ids] : null;

  async function run(work: BulkWork, text: (count: number) => string) {
    set_busy(true);
    try {
      const selection = chosen.all ? { filter } : { ids: [...chosen.ids] };
      const { body, change } = await change_many(object.plural, selection, work);
      if (body.job) {
        const job = await wait_for_job(body.job, object.label_plural);
        announce_change(job.change, text(job.done), [object.plural]);
      } else {
        announce_change(change ?? body.change, text(body.changed ?? amount), [object.plural]);
      }
      const failed = body.failed ?? [];
      if (failed.length > 0) {
        const why = failed[0]?.problems.map((problem) => problem.message).join(" ");
        say({ text: t_count("bulk_failed", failed.length), detail: why, tone: "bad" });
      }
      choose(nothing_chosen);
    } catch (error) {
      say_problem(error);
    } finally {
      set_busy(false);
    }
  }

  return (
    <div
      ref={bar}
      className={styles.bulk}
      role="toolbar"
      aria-label={t("with_selected")}
      data-no-print
    >
      <span className={styles.bulk_count} aria-live="polite">
        {chosen.all ? t_count("all_selected", amount) : t_count("selected", amount)}
      </span>
      {more ? (
        <Button variant="subtle" onClick={() => choose({ ...chosen, all: true })}>
          {t_count("all_that_match", total ?? 0)}
        </Button>
      ) : null}
      {object.can.update ? (
        <Popover
          opened={setting}
          onChange={set_setting}
          closeOnClickOutside={false}
          position="top"
          trapFocus
          withinPortal
        >
          <Popover.Target>
            <Button
              variant="default"
              leftSection={<EditIcon size={14} />}
              disabled={busy}
              onClick={() => set_setting(!setting)}
            >
              {t("set_field")}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <SetField
              object={object}
              on_apply={(values) => {
                set_setting(false);
                void run({ set: values }, (count) => t_count("bulk_changed", count));
              }}
            />
          </Popover.Dropdown>
        </Popover>
      ) : null}
      {pair && may_merge(object) ? (
        <Button
          variant="default"
          leftSection={<MergeIcon size={14} />}
          onClick={() => void navigate({ to: `/merge/${object.name}/${pair.join("/")}` })}
        >
          {t("merge")}
        </Button>
      ) : null}
      {object.can.delete ? (
        <Button
          variant="default"
          leftSection={<BinIcon size={14} />}
          loading={busy}
          onClick={() => void run({ action: "delete" }, (count) => t_count("bulk_deleted", count))}
        >
          {t("to_bin")}
        </Button>
      ) : null}
      <Button
        variant="subtle"
        color="gray"
        leftSection={<CloseIcon size={14} />}
        onClick={() => choose(nothing_chosen)}
      >
        {t("unselect")}
      </Button>
    </div>
  );
}

type SetFieldProps = { object: ObjectType; on_apply: (values: Record<string, unknown>) => void };

function SetField({ object, on_apply }: SetFieldProps) {
  const fields = object.fields.filter(
    (field) => !field.read_only && !field.unique && !field.hidden,
  );
  const [name, set_name] = useState(
    (fields.find((field) => field.name === "owner") ?? fields[0])?.name ?? "",
  );
  const [value, set_value] = useState<unknown>(null);
  const field = fields.find((candidate) => candidate.name === name);
  return (
    <form
      className={styles.set_field}
      onSubmit={(event) => {
        event.preventDefault();
        on_apply({ [name]: value });
      }}
    >
      <NativeSelect
        aria-label={t("field")}
        data={fields.map((one) => ({ value: one.name, label: one.label }))}
        value={name}
        onChange={(event) => {
          set_name(event.currentTarget.value);
          set_value(null);
        }}
      />
      {field ? (
        <FieldEditor
          key={name}
          field={field}
          value={value}
          label={field.label}
          on_change={set_value}
        />
      ) : null}
      <Button type="submit" variant={value === null ? "default" : "filled"}>
        {value === null ? t("empty_field") : t("apply")}
      </Button>
    </form>
  );
}
