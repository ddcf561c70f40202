import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { use_object } from "../../api/objects";
import { create_record, page_query, patch_record, remove_record } from "../../api/records";
import { use_me } from "../../api/session";
import type { ObjectType, Row } from "../../api/types";
import { quoted } from "../../fields/kind";
import { t } from "../../i18n";
import { BinIcon, BookmarkIcon, DownIcon, EditIcon } from "../../look/icons";
import { use_address } from "../address";
import { say_problem } from "../saving/problem_text";
import { SavePopover } from "../saving/save_form";
import { announce_change } from "../saving/undo";
import styles from "./views_menu.module.css";

// Saved views: a name for filter, sort and columns; mine or the team's.

type Shown = { filter: string; sort: string; columns: string[] };
type ViewsMenuProps = { object: ObjectType; kind: "list" | "board"; shown: Shown };

export const view_columns = (view: Row): string =>
  Array.isArray(view.columns) ? view.columns.join(",") : String(view.columns ?? "");

export function ViewsMenu({ object, kind, shown }: ViewsMenuProps) {
  const me = use_me();
  const views_object = use_object("view");
  const { search, change } = use_address();
  const [saving, set_saving] = useState(false);
  const filter = `object = ${quoted(object.name)} AND kind = ${quoted(kind)}`;
  const { data } = useQuery({
    ...page_query("views", { filter, limit: 200, sort: "name" }),
    enabled: !!views_object,
  });
  const views = data?.records ?? [];
  const current = views.find((view) => view.id === search.view);
  const open = (view: Row | null) =>
    change({
      view: view?.id,
      filter: view ? String(view.filter ?? "") : null,
      sort: view ? String(view.sort ?? "") : null,
      columns: view ? view_columns(view) : null,
    });
  const { filter: shown_filter, sort, columns } = shown;
  const values = { filter: shown_filter, sort, columns };
  const differs =
    current &&
    (String(current.filter ?? "") !== values.filter ||
      String(current.sort ?? "") !== values.sort ||
      (view_columns(current) !== "" && view_columns(current) !== columns.join(",")));

  async function save(name: string, shared: boolean) {
    try {
      const made = await create_record("views", {
        ...values,
        name,
        shared,
        kind,
        object: object.name,
      });
      announce_change(made.change, t("view_saved", { name }), ["views"]);
      change({ view: made.body.id });
    } catch (error) {
      say_problem(error);
    }
  }
  async function update(view: Row) {
    try {
      const saved = await patch_record("views", view.id, values, view.version);
      announce_change(saved.change, t("view_saved", { name: String(view.name) }), ["views"]);
    } catch (error) {
      say_problem(error);
    }
  }
  async function remove(view: Row) {
    try {
      const gone = await remove_record("views", view.id);
      announce_change(gone.change, t("view_removed", { name: String(view.name) }), ["views"]);
      change({ view: null });
    } catch (error) {
      say_problem(error);
    }
  }

  return (
    <div className={styles.views}>
      <Menu position="bottom-start" width={250} withinPortal>
        <Menu.Target>
          <button type="button" className={styles.current}>
            <span>
              {current ? String(current.name) : t("all_of", { objects: object.label_plural })}
            </span>
            <DownIcon size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => open(null)}>
            {t("all_of", { objects: object.label_plural })}
          </Menu.Item>
          {views.length > 0 ? <Menu.Label>{t("views")}</Menu.Label> : null}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              leftSection={<BookmarkIcon size={14} />}
              rightSection={view.shared ? <span className="faint">{t("shared")}</span> : null}
              onClick={() => open(view)}
            >
              {String(view.name)}
            </Menu.Item>
          ))}
          {search.as_of ? null : (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<BookmarkIcon size={14} />} onClick={() => set_saving(true)}>
                {t("save_view_as")}
              </Menu.Item>
            </>
          )}
          {current && current.owner === me.id && !search.as_of ? (
            <>
              <Menu.Item
                leftSection={<EditIcon size={14} />}
                disabled={!differs}
                onClick={() => void update(current)}
              >
                {t("update_view", { name: String(current.name) })}
              </Menu.Item>
              <Menu.Item leftSection={<BinIcon size={14} />} onClick={() => void remove(current)}>
                {t("remove_view", { name: String(current.name) })}
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <SavePopover
        opened={saving}
        on_change={set_saving}
        label={t("view_name")}
        shared_label={t("view_shared")}
        on_save={(name, shared) => void save(name, shared)}
      />
    </div>
  );
}
