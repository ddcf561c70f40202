import { Button, Menu } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/client";
import { find_object, use_objects } from "../../api/objects";
import { create_record, patch_record, remove_record } from "../../api/records";
import { t } from "../../i18n";
import { BinIcon, BookmarkIcon, DownIcon, EditIcon } from "../../look/icons";
import { say_problem } from "../../records/saving/problem_text";
import { SavePopover } from "../../records/saving/save_form";
import { announce_change } from "../../records/saving/undo";
import { w } from "../../words/imports";
import styles from "./imports.module.css";
import type { Import, Options } from "./types";

// Mappings that were kept under a name. Those that were made for the same headers are offered by
// themselves.

export type SavedMapping = {
  id: string;
  name: string;
  shared: boolean;
  mine: boolean;
  options: Partial<Options>;
};

// Its key begins with the plural, so that a change of mappings makes it stale.
const fitting_query = (id: string) =>
  queryOptions({
    queryKey: ["import_mappings", "fitting", id],
    queryFn: async ({ signal }) =>
      (await get<{ mappings: SavedMapping[] }>(`/imports/${id}/mappings`, {}, signal)).mappings,
    retry: false,
  });

// What is of every file like this one, not of this one.
const kept_of = ({ label: _, ...options }: Options) => options;

type Props = {
  one: Import;
  options: Options;
  on_use: (mapping: SavedMapping) => void;
};

export function SavedMappings({ one, options, on_use }: Props) {
  const objects = use_objects();
  const may = find_object(objects, "import_mapping")?.can.create;
  const { data } = useQuery(fitting_query(one.id));
  const [saving, set_saving] = useState(false);
  const [used, set_used] = useState<string | null>(null);
  const mappings = data ?? [];
  const current = mappings.find(({ id }) => id === used);

  async function save(name: string, shared: boolean) {
    try {
      const made = await create_record("import_mappings", {
        name,
        shared,
        object: one.object,
        headers: one.headers,
        options: kept_of(options),
      });
      announce_change(made.change, w("mapping_saved", { name }), ["import_mappings"]);
      set_used(made.body.id);
    } catch (error) {
      say_problem(error);
    }
  }
  async function update(mapping: SavedMapping) {
    try {
      const saved = await patch_record("import_mappings", mapping.id, {
        options: kept_of(options),
      });
      const text = w("mapping_saved", { name: mapping.name });
      announce_change(saved.change, text, ["import_mappings"]);
    } catch (error) {
      say_problem(error);
    }
  }
  async function remove(mapping: SavedMapping) {
    try {
      const gone = await remove_record("import_mappings", mapping.id);
      const text = w("mapping_removed", { name: mapping.name });
      announce_change(gone.change, text, ["import_mappings"]);
    } catch (error) {
      say_problem(error);
    }
  }
  function use(mapping: SavedMapping) {
    set_used(mapping.id);
    on_use(mapping);
  }

  const [first] = mappings;
  return (
    <div className={styles.mappings_bar}>
      {first && !current ? (
        <p role="status">
          {w(mappings.length > 1 ? "mapping_fits_several" : "mapping_fits", { name: first.name })}
        </p>
      ) : current ? (
        <p role="status">{w("mapping_used", { name: current.name })}</p>
      ) : null}
      {first && mappings.length === 1 && !current ? (
        <Button size="compact-sm" onClick={() => use(first)}>
          {w("mapping_use")}
        </Button>
      ) : null}
      {may || mappings.length > 0 ? (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              rightSection={<DownIcon size={13} aria-hidden />}
            >
              {w("mappings")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {mappings.map((mapping) => (
              <Menu.Item
                key={mapping.id}
                leftSection={<BookmarkIcon size={14} />}
                rightSection={
                  mapping.shared ? <span className={styles.soft}>{t("shared")}</span> : null
                }
                onClick={() => use(mapping)}
              >
                {mapping.name}
              </Menu.Item>
            ))}
            {mappings.length > 0 && may ? <Menu.Divider /> : null}
            {may ? (
              <Menu.Item leftSection={<BookmarkIcon size={14} />} onClick={() => set_saving(true)}>
                {w("mapping_save")}
              </Menu.Item>
            ) : null}
            {current?.mine ? (
              <>
                <Menu.Item
                  leftSection={<EditIcon size={14} />}
                  onClick={() => void update(current)}
                >
                  {w("mapping_update", { name: current.name })}
                </Menu.Item>
                <Menu.Item leftSection={<BinIcon size={14} />} onClick={() => void remove(current)}>
                  {w("mapping_remove", { name: current.name })}
                </Menu.Item>
              </>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <SavePopover
        opened={saving}
        on_change={set_saving}
        label={w("mapping_name")}
        shared_label={w("mapping_shared")}
        on_save={(name, shared) => void save(name, shared)}
      />
    </div>
  );
}
