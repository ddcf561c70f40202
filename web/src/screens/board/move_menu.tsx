import { Menu } from "@mantine/core";
import { memo } from "react";
import { title_of } from "../../api/objects";
import type { ObjectType, Row } from "../../api/types";
import { CheckIcon, DotsIcon } from "../../look/icons";
import { w } from "../../words/board";
import styles from "./card.module.css";
import type { Column } from "./columns";

// Moving without dragging: for the keyboard, for small screens, for a far column.

type Props = {
  object: ObjectType;
  row: Row;
  columns: Column[];
  here: string;
  opened: boolean;
  on_opened: (open: boolean) => void;
  on_move: (row: Row, to: Column) => void;
};

export const MoveMenu = memo(function MoveMenu(props: Props) {
  const { object, row, columns, here, opened, on_opened, on_move } = props;
  const button = (
    <button
      type="button"
      className={styles.menu}
      aria-label={w("move_card", { name: title_of(object, row) })}
      aria-haspopup="menu"
      aria-expanded={opened}
      // The card below is what the pointer drags.
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onTouchStart={(event) => event.stopPropagation()}
      onClick={() => on_opened(!opened)}
    >
      <DotsIcon size={15} aria-hidden />
    </button>
  );
  // A closed menu costs a button only; a column shows many.
  if (!opened) return button;
  return (
    <Menu opened onChange={on_opened} position="bottom-end" withinPortal returnFocus={false}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown aria-label={w("move_to")}>
        {columns.map((column) => (
          <Menu.Item
            key={column.key}
            disabled={column.key === here}
            rightSection={column.key === here ? <CheckIcon size={14} aria-hidden /> : null}
            onClick={() => on_move(row, column)}
          >
            {column.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});
