import { ActionIcon, Popover } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Field, ObjectType } from "../../api/types";
import { t } from "../../i18n";
import { ColumnsIcon } from "../../look/icons";
import { Bars } from "../../records/states";
import styles from "./list.module.css";

const ColumnsSheet = lazy(() => import("../../records/columns_sheet"));

type ColumnsMenuProps = {
  object: ObjectType;
  columns: Field[];
  on_change: (names: string[]) => void;
};

export function ColumnsMenu({ object, columns, on_change }: ColumnsMenuProps) {
  const [open, set_open] = useState(false);
  const names = columns.map((field) => field.name);
  const others = object.fields.filter((field) => !names.includes(field.name));
  return (
    <Popover opened={open} onChange={set_open} position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("columns")}
          title={t("columns")}
          aria-expanded={open}
          onClick={() => set_open(!open)}
        >
          <ColumnsIcon size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.columns} aria-label={t("columns")} title={t("columns")}>
        <Suspense fallback={<Bars count={8} />}>
          <ColumnsSheet columns={columns} others={others} on_change={on_change} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
