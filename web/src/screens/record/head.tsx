import { Button, Menu } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { content_address } from "../../api/files";
import { field_of } from "../../api/objects";
import { act_on_record, remove_record, restore_record } from "../../api/records";
import type { Action, ObjectType, Row } from "../../api/types";
import { is_empty } from "../../fields/kind";
import { FieldValue } from "../../fields/kinds";
import { t } from "../../i18n";
import { Avatar } from "../../look/avatar";
import {
  BinIcon,
  CopyIcon,
  DotsIcon,
  DownloadIcon,
  HistoryIcon,
  LockIcon,
  WandIcon,
} from "../../look/icons";
import { ObjectIcon } from "../../look/object_icon";
import { use_address } from "../../records/address";
import { card_address, has_cards } from "../../records/cards";
import { open_dialog } from "../../records/dialogs";
import { meets } from "../../records/filters/meets";
import { say_problem } from "../../records/saving/problem_text";
import { say } from "../../records/saving/toasts";
import { announce_change } from "../../records/saving/undo";
import { AsOfPicker } from "../../records/time/as_of_picker";
import { use_go_to_moment, use_moment } from "../../records/time/moment";
import { MergeItems } from "./merge_items";
import { ReachBar } from "./reach_bar";
import styles from "./record.module.css";

type HeadProps = { object: ObjectType; row: Row; title: string; small?: boolean };

// Name, key facts and what can be done.
export function RecordHead({ object, row, title, small }: HeadProps) {
  const navigate = useNavigate();
  const { search, change } = use_address();
  const as_of = use_moment();
  const go_to_moment = use_go_to_moment();
  const facts = object.list
    .filter((name) => name !== object.title && !is_empty(row[name]))
    .map((name) => field_of(object, name))
    .filter((field) => field !== undefined)
    .slice(0, small ? 3 : 5);
  const actions = object.actions.filter((action) => meets(action.when, row));
  const { face } = object.place;

  // What asks for nothing is done at once.
  async function act(action: Action) {
    if (action.input.length > 0) return open_dialog({ kind: "action", object, row, action });
    try {
      const { body, change: done } = await act_on_record(object.plural, row.id, action.name, {});
      const text = t("action_done", { action: action.label, name: title });
      announce_change(done ?? body?.change, text, [object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
  async function remove() {
    try {
      const { change: done } = await remove_record(object.plural, row.id);
      // Away first, so that nobody asks again for what is gone.
      if (search.panel) change({ panel: null });
      else await navigate({ to: `/${object.plural}` });
      announce_change(done, t("moved_to_bin", { name: title }), [object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
  async function restore() {
    try {
      const { change: done } = await restore_record(object.plural, row.id);
      announce_change(done, t("restored", { name: title }), [object.plural]);
    } catch (error) {
      say_problem(error);
    }
  }
  async function copy_address() {
    await navigator.clipboard?.writeText(`${location.origin}/${object.plural}/${row.id}`);
    say({ text: t("address_copied") });
  }

  return (
    <header className={styles.head} data-small={small || undefined}>
      <div className={styles.title_line}>
        {face ? (
          <Avatar name={title} size={small ? 32 : 40} square={face === "company"} />
        ) : (
          <span className={styles.emblem} aria-hidden>
            <ObjectIcon object={object} size={small ? 17 : 20} />
          </span>
        )}
        {small ? <h2>{title}</h2> : <h1>{title}</h1>}
        <div className={styles.actions} data-no-print>
          {as_of ? null : row.deleted_at ? (
            <Button onClick={() => void restore()}>{t("restore")}</Button>
          ) : (
            actions.slice(0, 2).map((action) => (
              <Button
                key={action.name}
                variant="default"
                leftSection={<WandIcon size={14} />}
                onClick={() => void act(action)}
              >
                {action.label}
              </Button>
            ))
          )}
          {object.name === "file" ? (
            <Button
              component="a"
              href={content_address(row.id)}
              download
              variant="default"
              leftSection={<DownloadIcon size={14} aria-hidden />}
            >
              {t("download")}
            </Button>
          ) : null}
          <AsOfPicker small as_of={as_of} on_change={go_to_moment} />
          <Link
            to="/$plural/$id/history"
            params={{ plural: object.plural, id: row.id }}
            className={styles.icon_button}
            aria-label={t("history")}
            title={`${t("history")} (Y)`}
          >
            <HistoryIcon size={16} aria-hidden />
          </Link>
          <Menu withinPortal>
            <Menu.Target>
              <button type="button" className={styles.icon_button} aria-label={t("more_actions")}>
                <DotsIcon size={16} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {(as_of ? [] : actions.slice(2)).map((action) => (
                <Menu.Item
                  key={action.name}
                  leftSection={<WandIcon size={15} />}
                  onClick={() => void act(action)}
                >
                  {action.label}
                </Menu.Item>
              ))}
              {as_of || row.deleted_at || !object.owner || object.setting ? null : (
                <Menu.Item
                  leftSection={<LockIcon size={15} />}
                  onClick={() => open_dialog({ kind: "share", object, row })}
                >
                  {t("share_dots")}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<CopyIcon size={15} />} onClick={() => void copy_address()}>
                {t("copy_address")}
              </Menu.Item>
              {as_of || row.deleted_at ? null : <MergeItems object={object} row={row} />}
              {has_cards(object) && !row.deleted_at && !as_of ? (
                <Menu.Item
                  component="a"
                  href={card_address(object, row.id)}
                  download
                  leftSection={<DownloadIcon size={15} />}
                >
                  {t("export_as", { format: "vCard" })}
                </Menu.Item>
              ) : null}
              {object.can.delete && !row.deleted_at && !as_of ? (
                <Menu.Item leftSection={<BinIcon size={15} />} onClick={() => void remove()}>
                  {t("to_bin")}
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {row.deleted_at ? <p className={styles.in_bin}>{t("is_in_bin")}</p> : null}
      <dl className={styles.facts}>
        {facts.map((field) => (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd>
              <FieldValue
                field={field}
                value={row[field.name]}
                row={row}
                expanded={row.expanded?.[field.name]}
              />
            </dd>
          </div>
        ))}
      </dl>
      {face === "person" && !as_of && !row.deleted_at ? (
        <ReachBar object={object} row={row} title={title} />
      ) : null}
    </header>
  );
}
