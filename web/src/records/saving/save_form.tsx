import { Button, Popover, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../i18n";
import styles from "./save_form.module.css";

type FormProps = {
  label: string;
  shared_label: string;
  on_save: (name: string, shared: boolean) => void;
};

type Props = FormProps & { opened: boolean; on_change: (opened: boolean) => void };

// Asks for the name that something is kept under, and whether it is for everybody.
export function SavePopover({ opened, on_change, on_save, ...labels }: Props) {
  return (
    <Popover
      withRoles={false}
      opened={opened}
      onChange={on_change}
      position="bottom-start"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <span />
      </Popover.Target>
      <Popover.Dropdown>
        <SaveForm
          {...labels}
          on_save={(name, shared) => {
            on_change(false);
            on_save(name, shared);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveForm({ label, shared_label, on_save }: FormProps) {
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
