import { useId, useRef, useState } from "react";
import { Problem } from "../../api/problem";
import type { Field, ObjectType, Row } from "../../api/types";
import { FieldEditor, kind_of } from "../../fields/kinds";
import { same_value } from "../saving/merge";
import { problem_text } from "../saving/problem_text";
import { save_fields } from "../saving/save";
import styles from "./inline_editor.module.css";

// One field edited in place: Enter saves, Escape gives up, leaving saves, and a wrong value stays
// open and says why beside itself.

type InlineEditorProps = {
  object: ObjectType;
  row: Row;
  field: Field;
  // -1, 0 or 1: where the person goes from here (Shift+Tab, done, Tab or Enter in a list).
  on_done: (move: number) => void;
  floating?: boolean;
};

export function InlineEditor({ object, row, field, on_done, floating }: InlineEditorProps) {
  const [value, set_value] = useState<unknown>(row[field.name] ?? null);
  const [message, set_message] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const leaving = useRef(false);
  const note = useId();

  async function save(next: unknown, move = 0) {
    if (leaving.current) return;
    if (same_value(next, row[field.name])) return leave(move);
    leaving.current = true;
    const saving = save_fields(object, row, { [field.name]: next });
    try {
      await saving;
      on_done(move);
    } catch (error) {
      leaving.current = false;
      const own = error instanceof Problem ? error.message_for(field.name) : undefined;
      const any = error instanceof Problem ? error.problems[0]?.message : undefined;
      set_message(own ?? any ?? problem_text(error).detail);
      box.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
    }
  }
  function leave(move = 0) {
    leaving.current = true;
    on_done(move);
  }

  return (
    <div
      ref={box}
      className={styles.box}
      data-floating={floating || undefined}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          leave();
        } else if (event.key === "Enter" && (!event.shiftKey || kind_of(field).size !== "page")) {
          if (picks_with_enter(event.target)) return;
          event.preventDefault();
          event.stopPropagation();
          void save(value);
        }
      }}
      onBlur={(event) => {
        const to = event.relatedTarget as HTMLElement | null;
        if (event.currentTarget.contains(to) || to?.closest(".mantine-Portal-root, [data-portal]"))
          return;
        // A picker in a portal takes the focus for a moment; give it that moment.
        const current = event.currentTarget;
        setTimeout(() => {
          const active = document.activeElement;
          if (current.contains(active) || active?.closest("[data-portal]")) return;
          void save(value);
        }, 120);
      }}
    >
      <FieldEditor
        field={field}
        value={value}
        row={row}
        expanded={row.expanded?.[field.name]}
        label={field.label}
        described_by={message ? note : undefined}
        invalid={!!message}
        auto_focus
        on_change={(next) => {
          set_value(next);
          set_message(null);
        }}
        on_submit={(next) => void save(next)}
      />
      {message ? (
        <p id={note} role="alert" className={styles.problem}>
          {message}
        </p>
      ) : null}
    </div>
  );
}

// An open list of options takes Enter for itself.
function picks_with_enter(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true";
}
