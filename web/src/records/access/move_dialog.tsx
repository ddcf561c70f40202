import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { preview_place } from "../../api/access";
import { use_object } from "../../api/objects";
import { patch_record } from "../../api/records";
import type { Row } from "../../api/types";
import { FieldEditor } from "../../fields/kinds";
import { w } from "../../words/access";
import { say_problem } from "../saving/problem_text";
import { announce_change } from "../saving/undo";
import styles from "./access.module.css";
import { Consequences } from "./consequences";
import { use_preview } from "./use_preview";

type Place = { role?: string; team?: string | null };
type MoveProps = { row: Row; on_close: () => void };

// Another role or team for one person, with what that would change before it is saved.
export function MoveDialog({ row, on_close }: MoveProps) {
  const object = use_object("user");
  const [place, set_place] = useState<Place | null>(null);
  const [busy, set_busy] = useState(false);
  const preview = use_preview(row.id, place, (wanted) => preview_place(row.id, wanted));
  const name = String(row.name ?? "");
  const now = { role: row.role, team: row.team, ...place };

  async function save() {
    if (!object || !place) return;
    set_busy(true);
    try {
      const { change } = await patch_record(object.plural, row.id, place, row.version);
      announce_change(change, w("moved", { name }), [object.plural]);
      on_close();
    } catch (error) {
      say_problem(error);
    } finally {
      set_busy(false);
    }
  }
  return (
    <Modal
      opened
      size={620}
      onClose={on_close}
      title={w("move_person", { name })}
      closeButtonProps={{ "aria-label": w("close") }}
    >
      <div className={styles.form}>
        {(["role", "team"] as const).map((one) => (
          <div key={one} className={styles.labelled}>
            <span>{w(one)}</span>
            <FieldEditor
              field={{ name: one, label: w(one), kind: "reference", target: one }}
              label={w(one)}
              value={now[one]}
              on_change={(value) => {
                const id = typeof value === "string" && value ? value : null;
                if (one === "team") set_place((old) => ({ ...old, team: id }));
                else if (id) set_place((old) => ({ ...old, role: id }));
              }}
            />
          </div>
        ))}
      </div>
      {place ? (
        <div className={styles.part}>
          <Consequences
            preview={preview.data}
            error={preview.error}
            retry={() => void preview.refetch()}
          />
          <div className={styles.buttons}>
            <Button onClick={() => void save()} loading={busy}>
              {w("save")}
            </Button>
            <Button variant="default" onClick={on_close}>
              {w("discard")}
            </Button>
          </div>
        </div>
      ) : null}
    </Modal>
  );
}
