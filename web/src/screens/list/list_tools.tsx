import { ActionIcon, Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { address_of } from "../../api/client";
import type { ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { AddIcon, BoardIcon, DownloadIcon } from "../../look/icons";
import { has_cards } from "../../records/cards";
import { open_create } from "../../records/dialogs";
import { say } from "../../records/saving/toasts";
import { AsOfPicker } from "../../records/time/as_of_picker";
import { w } from "../../words/sheets";
import styles from "./list.module.css";
import type { ListState } from "./use_list_state";

const format_names: Record<string, string> = {
  csv: "CSV",
  xlsx: "Excel (XLSX)",
  pdf: "PDF",
  vcf: "vCard",
};

// Board, time travel, export, create.
export function ListTools({ object, state }: { object: ObjectType; state: ListState }) {
  const query = {
    filter: state.filter,
    sort: state.sort,
    as_of: state.as_of,
    fields: state.columns.map((field) => field.name).join(","),
  };
  return (
    <>
      {object.board ? (
        <Button
          component={Link}
          to={`/${object.plural}/board`}
          search={(state.filter ? { filter: state.filter } : {}) as never}
          variant="default"
          leftSection={<BoardIcon size={15} />}
        >
          {t("board")}
        </Button>
      ) : null}
      <AsOfPicker as_of={state.as_of} on_change={state.set_as_of} />
      {object.can.export ? (
        <Menu withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t("export")} title={t("export")}>
              <DownloadIcon size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {["csv", "xlsx", "pdf", ...(has_cards(object) ? ["vcf"] : [])].map((format) => (
              <Menu.Item
                key={format}
                component="a"
                href={address_of(`/${object.plural}.${format}`, query)}
                download
              >
                {t("export_as", { format: format_names[format] ?? format })}
              </Menu.Item>
            ))}
            {object.can.update && !state.as_of ? (
              <>
                <Menu.Divider />
                <Menu.Label>{w("edit_in")}</Menu.Label>
                {["xlsx", "csv"].map((format) => (
                  <Menu.Item
                    key={format}
                    component="a"
                    href={address_of(`/${object.plural}.${format}`, { ...query, round_trip: true })}
                    download
                    onClick={() => say({ text: w("edit_in"), detail: w("drop_hint") })}
                  >
                    {w("edit_as", { format: format_names[format] ?? format })}
                  </Menu.Item>
                ))}
              </>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {object.can.create && !state.as_of ? (
        <ActionIcon
          className={styles.wide_only}
          variant="subtle"
          color="gray"
          aria-label={t("create_object", { object: object.label })}
          title={t("create_object", { object: object.label })}
          onClick={() => open_create(object.name)}
        >
          <AddIcon size={17} />
        </ActionIcon>
      ) : null}
    </>
  );
}
