import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { field_of, find_object, use_objects } from "../../api/objects";
import type { ConflictCount, UndoConflict } from "../../api/types";
import { use_title } from "../../fields/reference";
import { t } from "../../i18n";
import { format_instant_near, format_number } from "../../i18n/format";
import { OneValue } from "./changed_value";
import { leave_stuck_undo, type StuckUndo, undo } from "./undo";
import {
  answer_of,
  type Decision,
  type Decisions,
  decide_all,
  decide_field,
  decide_one,
  decision_of,
  keep_all,
  name_of,
  name_of_field,
} from "./undo_choices";
import styles from "./undo_conflict_dialog.module.css";

// An undo that would overwrite later changes: what was, what is now and by whom, and a decision for
// each, for one field of all, or for all.
export function UndoConflictDialog({ stuck }: { stuck: StuckUndo }) {
  const [decisions, decide] = useState<Decisions>(keep_all);
  const [busy, set_busy] = useState(false);
  const { conflicts, count } = stuck;
  const has_more = count > conflicts.length;

  async function run() {
    set_busy(true);
    await undo(stuck.change, answer_of(decisions));
    set_busy(false);
  }

  return (
    <Modal
      opened
      size={720}
      onClose={leave_stuck_undo}
      title={t("undo_stuck_title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <p className={styles.lead}>{t("undo_choose_lead")}</p>
      <div className={styles.wide}>
        <span id="undo-for-all">{t("undo_for_all")}</span>
        <Choose
          labelled_by="undo-for-all"
          decision={decisions.all}
          on_decide={(all) => decide(decide_all(all))}
        />
      </div>
      {has_more || (stuck.fields.length > 1 && count > stuck.fields.length)
        ? stuck.fields.map((field) => (
            <OfField
              key={name_of_field(field)}
              field={field}
              decision={decisions.by_name[name_of_field(field)] ?? decisions.all}
              on_decide={(decision) => decide(decide_field(decisions, field, decision))}
            />
          ))
        : null}
      <ul className={styles.list}>
        {conflicts.map((one) => (
          <OneConflict
            key={name_of(one)}
            conflict={one}
            decision={decision_of(one, decisions)}
            on_decide={(decision) => decide(decide_one(decisions, one, decision))}
          />
        ))}
      </ul>
      {has_more ? (
        <p className={styles.lead}>
          {t("undo_shown_of", {
            shown: format_number(conflicts.length),
            count: format_number(count),
          })}
        </p>
      ) : null}
      <div className={styles.foot}>
        <Button variant="default" onClick={leave_stuck_undo}>
          {t("undo_leave_all")}
        </Button>
        <Button loading={busy} onClick={() => void run()}>
          {t("undo_with_choices")}
        </Button>
      </div>
    </Modal>
  );
}

type ChooseProps = {
  labelled_by: string;
  decision: Decision;
  on_decide: (decision: Decision) => void;
};

function Choose({ labelled_by, decision, on_decide }: ChooseProps) {
  return (
    <SegmentedControl
      aria-labelledby={labelled_by}
      size="xs"
      value={decision}
      onChange={(value) => on_decide(value as Decision)}
      data={[
        { value: "keep", label: t("undo_keep_now") },
        { value: "back", label: t("undo_put_back") },
      ]}
    />
  );
}

type OfFieldProps = {
  field: ConflictCount;
  decision: Decision;
  on_decide: (decision: Decision) => void;
};

function OfField({ field, decision, on_decide }: OfFieldProps) {
  const object = find_object(use_objects(), field.object);
  const label = field_of(object, field.field)?.label ?? field.field;
  const id = `undo-${field.object}-${field.field}`;
  return (
    <div className={styles.wide}>
      <span id={id}>
        {object?.label_plural ?? field.object} ·{" "}
        {t("undo_for_field", { field: label, count: format_number(field.count) })}
      </span>
      <Choose labelled_by={id} decision={decision} on_decide={on_decide} />
    </div>
  );
}

type OneProps = {
  conflict: UndoConflict;
  decision: Decision;
  on_decide: (decision: Decision) => void;
};

function OneConflict({ conflict, decision, on_decide }: OneProps) {
  const object = find_object(use_objects(), conflict.object);
  const label = field_of(object, conflict.field)?.label ?? conflict.field;
  const id = `undo-${conflict.record}-${conflict.field}`;
  const value = (of: unknown) => <OneValue object={object} field={conflict.field} value={of} />;
  return (
    <li className={styles.one}>
      <p id={id}>
        <b>{conflict.title || t("untitled")}</b> · {label}
      </p>
      <dl>
        <div data-chosen={decision === "back" || undefined}>
          <dt>{t("value_back")}</dt>
          <dd>{conflict.removes ? t("undo_would_go") : value(conflict.back)}</dd>
        </div>
        <div>
          <dt>{t("value_made")}</dt>
          <dd>{value(conflict.then)}</dd>
        </div>
        <div data-chosen={decision === "keep" || undefined}>
          <dt>{t("value_now")}</dt>
          <dd>{value(conflict.now)}</dd>
          <Author conflict={conflict} />
        </div>
      </dl>
      <Choose labelled_by={id} decision={decision} on_decide={on_decide} />
    </li>
  );
}

function Author({ conflict }: { conflict: UndoConflict }) {
  const who = use_title(conflict.by ? { object: "user", id: conflict.by } : null);
  if (!conflict.at) return null;
  const name = conflict.by ? (who ?? "…") : t("the_system");
  return (
    <dd className={styles.by}>
      {t("undo_changed_by", { name, when: format_instant_near(conflict.at) })}
    </dd>
  );
}
