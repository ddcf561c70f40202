import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { field_of } from "../../api/objects";
import type { Conflict } from "../../api/types";
import { use_title } from "../../fields/reference";
import { t } from "../../i18n";
import { format_instant_near } from "../../i18n/format";
import { OneValue } from "./changed_value";
import styles from "./conflict_dialog.module.css";
import type { OpenConflict } from "./save";

// Two people changed the same field: both values side by side, and a choice.

export function ConflictDialog({ conflict }: { conflict: OpenConflict }) {
  const { object, conflicts, answer } = conflict;
  const [mine, set_mine] = useState<ReadonlySet<string>>(new Set());
  function choose(field: string, keep_mine: boolean) {
    const next = new Set(mine);
    if (keep_mine) next.add(field);
    else next.delete(field);
    set_mine(next);
  }
  return (
    <Modal
      opened
      size="lg"
      onClose={() => answer(new Set())}
      title={t("conflict_title")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <p className={styles.lead}>{t("conflict_lead")}</p>
      {conflicts.map((one) => {
        const label = field_of(object, one.field)?.label ?? one.field;
        return (
          <fieldset key={one.field} className={styles.field}>
            <legend>{label}</legend>
            <Side
              name={one.field}
              label={<Theirs conflict={one} />}
              chosen={!mine.has(one.field)}
              on_choose={() => choose(one.field, false)}
            >
              <OneValue object={object} field={one.field} value={one.theirs} />
            </Side>
            <Side
              name={one.field}
              label={t("conflict_mine")}
              chosen={mine.has(one.field)}
              on_choose={() => choose(one.field, true)}
            >
              <OneValue object={object} field={one.field} value={one.yours} />
            </Side>
          </fieldset>
        );
      })}
      <div className={styles.foot}>
        <Button variant="default" onClick={() => answer(new Set())}>
          {t("conflict_keep_theirs")}
        </Button>
        <Button onClick={() => answer(new Set(mine))}>{t("conflict_save")}</Button>
      </div>
    </Modal>
  );
}

function Theirs({ conflict }: { conflict: Conflict }) {
  const who = use_title(conflict.theirs_by ? { object: "user", id: conflict.theirs_by } : null);
  const name = conflict.theirs_by ? (who ?? "…") : t("somebody");
  const when = conflict.theirs_at ? ` · ${format_instant_near(conflict.theirs_at)}` : "";
  return <>{`${name}${when}`}</>;
}

type SideProps = {
  name: string;
  label: React.ReactNode;
  chosen: boolean;
  on_choose: () => void;
  children: React.ReactNode;
};

function Side({ name, label, chosen, on_choose, children }: SideProps) {
  return (
    <label className={styles.side} data-chosen={chosen || undefined}>
      <input type="radio" name={name} checked={chosen} onChange={on_choose} />
      <span className={styles.who}>{label}</span>
      <span>{children}</span>
    </label>
  );
}
