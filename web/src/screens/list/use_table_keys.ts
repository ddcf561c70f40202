import { t } from "../../i18n";
import { use_keys } from "../../keys/use_keys";

type TableKeys = {
  active: boolean;
  narrow: boolean;
  panel_open: boolean;
  move_by: (lines: number, columns: number) => void;
  extend_by: (lines: number) => void;
  toggle: () => void;
  toggle_all: () => void;
  open: (as_page: boolean) => void;
  edit: () => void;
  escape: () => void;
};

export function use_table_keys(table: TableKeys) {
  const group = t("keys_list");
  const down = () => table.move_by(1, 0);
  const up = () => table.move_by(-1, 0);
  const hidden = true;
  use_keys(
    [
      { press: "j", label: t("key_next"), group, run: down },
      { press: "k", label: t("key_previous"), group, run: up },
      { press: "arrowdown", label: t("key_next"), group, run: down, hidden },
      { press: "arrowup", label: t("key_previous"), group, run: up, hidden },
      { press: "arrowleft", label: "", run: () => table.move_by(0, -1), hidden },
      { press: "arrowright", label: "", run: () => table.move_by(0, 1), hidden },
      { press: "pagedown", label: "", run: () => table.move_by(15, 0), hidden },
      { press: "pageup", label: "", run: () => table.move_by(-15, 0), hidden },
      { press: "enter", label: t("key_open"), group, run: () => table.open(false) },
      { press: "shift+enter", label: t("key_open_page"), group, run: () => table.open(true) },
      { press: "o", label: t("key_open_page"), group, run: () => table.open(true), hidden },
      { press: "e", label: t("key_edit"), group, run: table.edit },
      { press: "x", label: t("key_select"), group, run: table.toggle },
      { press: "shift+j", label: t("key_select_down"), group, run: () => table.extend_by(1) },
      { press: "shift+k", label: t("key_select_up"), group, run: () => table.extend_by(-1) },
      { press: "shift+arrowdown", label: "", run: () => table.extend_by(1), hidden },
      { press: "shift+arrowup", label: "", run: () => table.extend_by(-1), hidden },
      { press: "mod+a", label: t("key_select_all"), group, run: table.toggle_all },
      { press: "escape", label: t("key_leave"), group, run: table.escape },
    ],
    { when: table.active },
  );
}
