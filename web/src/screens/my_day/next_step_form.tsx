import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { field_of, use_object } from "../../api/objects";
import { query_client } from "../../api/query_client";
import { create_record } from "../../api/records";
import { use_me } from "../../api/session";
import type { Row } from "../../api/types";
import { add_days } from "../../fields/date_words";
import { FieldEditor } from "../../fields/kinds";
import { use_choices } from "../../fields/use_choices";
import { instant_of } from "../../fields/wall_time";
import { t } from "../../i18n";
import { today } from "../../i18n/format";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";
import { w } from "../../words/my_day";
import styles from "./my_day.module.css";

// The next step of a deal, planned where its lack is seen.
export function NextStepForm({ deal, on_close }: { deal: Row; on_close: () => void }) {
  const object = use_object("activity");
  const me = use_me();
  const kind_field = field_of(object, "kind");
  const due_field = field_of(object, "due_at");
  const kinds = use_choices(kind_field ?? { name: "kind", label: "", kind: "choice" });
  const [subject, set_subject] = useState("");
  const [kind, set_kind] = useState("call");
  const [due, set_due] = useState<unknown>(
    instant_of({ date: add_days(today(), 1), time: "09:00" }),
  );
  const [busy, set_busy] = useState(false);

  async function plan() {
    set_busy(true);
    const shown_kind = kinds.find((one) => one.key === kind)?.label ?? kind;
    const words = subject.trim() || `${shown_kind}: ${deal.name}`;
    const about = { object: "deal", id: deal.id };
    try {
      const made = await create_record("activities", {
        subject: words,
        kind,
        due_at: due,
        about,
        owner: me.id,
      });
      announce_change(made.change, w("planned", { subject: words }), ["activities", "deals"]);
      void query_client.invalidateQueries({ queryKey: ["deals"] });
      on_close();
    } catch (error) {
      say_problem(error);
      set_busy(false);
    }
  }

  return (
    <form
      className={styles.plan}
      aria-label={w("plan_for", { deal: String(deal.name ?? "") })}
      onSubmit={(event) => {
        event.preventDefault();
        void plan();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        on_close();
      }}
    >
      <div className={styles.plan_line}>
        <NativeSelect
          size="sm"
          aria-label={w("kind")}
          value={kind}
          onChange={(event) => set_kind(event.currentTarget.value)}
          data={kinds
            .filter((one) => one.key !== "note")
            .map((one) => ({ value: one.key, label: one.label }))}
        />
        <TextInput
          className={styles.grow}
          aria-label={w("subject")}
          placeholder={w("subject_hint")}
          value={subject}
          autoFocus
          onChange={(event) => set_subject(event.currentTarget.value)}
        />
      </div>
      {due_field ? (
        <FieldEditor field={due_field} label={w("due")} value={due} on_change={set_due} />
      ) : null}
      <div className={styles.plan_foot}>
        <Button variant="default" onClick={on_close}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={busy}>
          {w("plan")}
        </Button>
      </div>
    </form>
  );
}
