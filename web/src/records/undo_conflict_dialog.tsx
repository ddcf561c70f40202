import { Button, Modal } from "@mantine/core";
import { field_of, find_object, use_objects } from "../api/objects";
import { t } from "../i18n";
import { OneValue } from "./changed_value";
import styles from "./conflict_dialog.module.css";
import { leave_stuck_undo, type StuckUndo, undo } from "./undo";

// An undo that would overwrite later changes: what was then, what is now, and a decision.
export function UndoConflictDialog({ stuck }: { stuck: StuckUndo }) {
  const objects = use_objects();
  const fields = stuck.conflicts.map((one) => `${one.object}.${one.record}.${one.field}`);
  return (
    <Modal
      opened
      size="lg"
      onClose={leave_stuck_undo}
      title={t("undo_stuck_title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <p className={styles.lead}>{t("undo_stuck_lead")}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("record")}</th>
            <th scope="col">{t("field")}</th>
            <th scope="col">{t("value_then")}</th>
            <th scope="col">{t("value_now")}</th>
          </tr>
        </thead>
        <tbody>
          {stuck.conflicts.slice(0, 50).map((conflict) => {
            const object = find_object(objects, conflict.object);
            return (
              <tr key={`${conflict.record}-${conflict.field}`}>
                <td>{conflict.title}</td>
                <td>{field_of(object, conflict.field)?.label ?? conflict.field}</td>
                <td>
                  <OneValue object={object} field={conflict.field} value={conflict.then} />
                </td>
                <td>
                  <OneValue object={object} field={conflict.field} value={conflict.now} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className={styles.foot}>
        <Button variant="default" onClick={leave_stuck_undo}>
          {t("undo_stuck_leave")}
        </Button>
        <Button onClick={() => void undo(stuck.change, fields)}>{t("undo_stuck_force")}</Button>
      </div>
    </Modal>
  );
}
