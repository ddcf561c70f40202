import { Modal, Switch } from "@mantine/core";
import { useState } from "react";
import { t } from "../../i18n";
import { type Key, shown_press } from "../../keys/registry";
import { use_keys } from "../../keys/use_keys";
import { close_dialog, keys_below } from "../../records/dialogs";
import { use_preference } from "../../records/preferences";
import styles from "./help.module.css";

// What this screen answers to, as it was when the sheet was opened.
export default function KeysSheet() {
  const [keys] = useState(keys_below);
  const [single, set_single] = use_preference("single_keys", true);
  use_keys([{ press: "?", label: t("close"), run: close_dialog }], { modal: true });
  return (
    <Modal
      opened
      size="lg"
      onClose={close_dialog}
      title={t("keys_of_screen")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <div className={styles.keys}>
        {group_keys(keys).map(([group, of_group]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {of_group.map((key) => (
                <div key={key.press}>
                  <dt>{key.label}</dt>
                  <dd>
                    {shown_press(key.press).map((part) => (
                      <kbd key={part}>{part}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        className={styles.single}
        label={t("single_keys")}
        description={t("single_keys_why")}
        checked={single}
        onChange={(event) => set_single(event.currentTarget.checked)}
      />
    </Modal>
  );
}

export function group_keys(keys: Key[]): [string, Key[]][] {
  const groups = new Map<string, Key[]>();
  for (const key of keys) {
    if (key.hidden || !key.label) continue;
    const group = key.group ?? t("keys_everywhere");
    groups.set(group, [...(groups.get(group) ?? []), key]);
  }
  return [...groups];
}
