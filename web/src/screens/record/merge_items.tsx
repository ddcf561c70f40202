import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { may_merge, merged_query } from "../../api/merge";
import type { ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { MergeIcon, UndoIcon } from "../../look/icons";
import { open_dialog } from "../../records/dialogs";
import { undo } from "../../records/saving/undo";

// In the menu of a record: make another one a part of it, or part what was made one before.
export function MergeItems({ object, row }: { object: ObjectType; row: Row }) {
  const may = may_merge(object);
  const { data } = useQuery({ ...merged_query(object.plural, row.id), enabled: may });
  if (!may) return null;
  return (
    <>
      <Menu.Item
        leftSection={<MergeIcon size={15} />}
        onClick={() => open_dialog({ kind: "merge_with", object, row })}
      >
        {t("merge_with")}
      </Menu.Item>
      {(data ?? []).slice(0, 5).map((one) => (
        <Menu.Item
          key={one.id}
          leftSection={<UndoIcon size={15} />}
          onClick={() => void undo(one.change)}
        >
          {t("unmerge_one", { name: one.title || t("untitled") })}
        </Menu.Item>
      ))}
    </>
  );
}
