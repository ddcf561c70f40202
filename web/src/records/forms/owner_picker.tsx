import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { FieldEditor } from "../../fields/kinds";
import { t } from "../../i18n";
import styles from "./owner_picker.module.css";

type Props = { owner?: string; on_change: (owner: string | null) => void };

const owner_field = () => ({
  name: "owner",
  label: t("whose"),
  kind: "reference" as const,
  target: "user",
});

// Everyone's, mine, or one person's.
export function OwnerPicker({ owner, on_change }: Props) {
  const somebody = !!owner && owner !== "me";
  const [picking, set_picking] = useState(false);
  const choice = somebody || picking ? "one" : owner === "me" ? "me" : "all";
  return (
    <div className={styles.picker}>
      <SegmentedControl
        size="xs"
        aria-label={t("whose")}
        value={choice}
        onChange={(next) => {
          set_picking(next === "one");
          if (next !== "one") on_change(next === "me" ? "me" : null);
        }}
        data={[
          { value: "all", label: t("everyone") },
          { value: "me", label: t("mine") },
          { value: "one", label: t("one_person") },
        ]}
      />
      {choice === "one" ? (
        <div className={styles.person}>
          <FieldEditor
            field={owner_field()}
            label={t("whose")}
            value={somebody ? owner : null}
            on_change={(id) => on_change(typeof id === "string" ? id : null)}
            auto_focus={picking && !somebody}
          />
        </div>
      ) : null}
    </div>
  );
}
