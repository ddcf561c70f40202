import { arrayMove } from "@dnd-kit/sortable";
import { ActionIcon, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ObjectType } from "../../../api/types";
import { BinIcon } from "../../../look/icons";
import { FilterBar } from "../../../records/filters/filter_bar";
import { Sortable, use_line } from "../../../records/sortable";
import { w } from "../../../words/settings";
import { type Line, without_section } from "./layout_lines";
import styles from "./layouts.module.css";

// The sections and fields of a layout, moved by mouse, touch, or with space and the arrow keys.

type Props = { object: ObjectType; lines: Line[]; on_change: (lines: Line[]) => void };

export function LayoutSheet({ object, lines, on_change }: Props) {
  const ids = lines.map((line) => line.id);
  const replace = (next: Line) =>
    on_change(lines.map((line) => (line.id === next.id ? next : line)));
  return (
    <Sortable ids={ids} on_move={(from, to) => on_change(arrayMove(lines, from, to))}>
      <ul className={styles.lines} aria-label={w("layout_sections")}>
        {lines.map((line) =>
          line.sort === "unused" ? (
            <Unused key={line.id} />
          ) : (
            <Movable key={line.id} line={line}>
              {line.sort === "field" ? (
                <span>{line.field.label}</span>
              ) : (
                <SectionHead
                  object={object}
                  line={line}
                  on_change={replace}
                  on_remove={() => on_change(without_section(lines, line.id))}
                />
              )}
            </Movable>
          ),
        )}
      </ul>
    </Sortable>
  );
}

// Not to be moved itself, but fields are moved across it.
function Unused() {
  const { line } = use_line("unused");
  return (
    <li {...line} className={styles.unused}>
      {w("layout_unused")}
    </li>
  );
}

function Movable({ line, children }: { line: Line; children: React.ReactNode }) {
  const { line: movable, grip } = use_line(line.id);
  const name = line.sort === "field" ? line.field.label : line.sort === "section" ? line.label : "";
  return (
    <li {...movable} className={styles.line} data-sort={line.sort}>
      {grip(w("layout_move", { name: name || w("layout_unnamed") }))}
      {children}
    </li>
  );
}

type HeadProps = {
  object: ObjectType;
  line: Extract<Line, { sort: "section" }>;
  on_change: (line: Line) => void;
  on_remove: () => void;
};

function SectionHead({ object, line, on_change, on_remove }: HeadProps) {
  const [label, set_label] = useState(line.label);
  const [conditional, set_conditional] = useState(!!line.when);
  const name = line.label || w("layout_unnamed");
  return (
    <div className={styles.head}>
      <div className={styles.head_row}>
        <TextInput
          size="xs"
          aria-label={w("layout_section_name", { name })}
          value={label}
          onChange={(event) => set_label(event.currentTarget.value)}
          onBlur={() => label !== line.label && on_change({ ...line, label })}
        />
        <button
          type="button"
          className={styles.quiet}
          aria-expanded={conditional}
          title={w("layout_when_of", { name })}
          onClick={() => {
            set_conditional(!conditional);
            if (conditional && line.when) on_change({ ...line, when: "" });
          }}
        >
          {conditional ? w("layout_when_on") : w("layout_when_off")}
        </button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={w("remove", { name })}
          onClick={on_remove}
        >
          <BinIcon size={15} />
        </ActionIcon>
      </div>
      {conditional ? (
        <FilterBar
          object={object}
          filter={line.when}
          on_change={(when) => on_change({ ...line, when })}
        />
      ) : null}
    </div>
  );
}
