import { Button, NativeSelect, Popover } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { may_merge } from "../../api/merge";
import type { BulkWork } from "../../api/records";
import type { Action, ObjectType } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { t, t_count } from "../../i18n";
import { count_text } from "../../i18n/count";
import { BinIcon, CloseIcon, EditIcon, MergeIcon, WandIcon } from "../../look/icons";
import { open_dialog } from "../../records/dialogs";
import { change_all, type Many } from "../../records/saving/change_all";
import { say_problem } from "../../records/saving/problem_text";
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

  // Every row is asked for by name: an empty filter could be a mistake.
  const many: Many = {
    selection: chosen.all ? { filter: filter.trim() || "*" } : { ids: [...chosen.ids] },
    count: amount,
  };
  const done = () => choose(nothing_chosen);

  async function run(work: BulkWork, text: (count: number) => string) {
    set_busy(true);
    try {
      await change_all(object, many, work, text);
      done();
    } catch (error) {
      say_problem(error);
    } finally {
      set_busy(false);
    }
  }

  // What asks for nothing is done at once: Undo stands where a question would.
  function act(action: Action) {
    if (action.input.length > 0)
      open_dialog({ kind: "action_on_many", object, action, many, done });
    else
      void run({ action: action.name }, (count) =>
        t("action_on_many", { action: action.label, what: count_text(object, count) }),
      );
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
      {object.actions
        .filter((action) => action.on === "list")
        .map((action) => (
          <Button
            key={action.name}
            variant="default"
            leftSection={<WandIcon size={14} aria-hidden />}
            disabled={busy}
            onClick={() => act(action)}
          >
            {action.label}
          </Button>
        ))}
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
