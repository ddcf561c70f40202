import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { w } from "../../../words/settings";
import { CopyField } from "../objects/copy_field";
import { Part } from "../part";
import styles from "../settings.module.css";
import { type ApiKey, device_prefix, KeyLines, make_key, use_keys_of } from "./key_lines";

export function Keys() {
  const [label, set_label] = useState("");
  const [made, set_made] = useState<ApiKey | null>(null);
  const keys = use_keys_of((key) => !key.label.startsWith(device_prefix));
  const still_made = made && keys.is_there(made) ? made : null;
  async function add() {
    const key = await make_key(label.trim());
    if (!key) return;
    set_made(key);
    set_label("");
  }
  return (
    <Part title={w("keys")} hint={w("keys_hint")}>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          aria-label={w("key_label")}
          placeholder={w("key_label")}
          value={label}
          onChange={(event) => set_label(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" disabled={!label.trim()}>
          {w("add_key")}
        </Button>
      </form>
      {still_made?.key ? (
        <div className={styles.made} role="status">
          <p>
            <b>{still_made.label}.</b> {w("key_made")}
          </p>
          <CopyField text={still_made.key} label={still_made.label} />
        </div>
      ) : null}
      <KeyLines keys={keys} empty={w("no_keys")} />
    </Part>
  );
}
