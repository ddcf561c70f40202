import { Button, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../i18n";
import styles from "./save_form.module.css";

type Props = {
  label: string;
  shared_label: string;
  on_save: (name: string, shared: boolean) => void;
};

// Asks for the name that something is kept under, and whether it is for everybody.
export function SaveForm({ label, shared_label, on_save }: Props) {
  const [name, set_name] = useState("");
  const [shared, set_shared] = useState(false);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) on_save(name.trim(), shared);
      }}
    >
      <TextInput
        data-autofocus
        label={label}
        value={name}
        onChange={(event) => set_name(event.currentTarget.value)}
      />
      <Switch
        size="xs"
        label={shared_label}
        checked={shared}
        onChange={(event) => set_shared(event.currentTarget.checked)}
      />
      <Button type="submit" disabled={!name.trim()}>
        {t("save")}
      </Button>
    </form>
  );
}
