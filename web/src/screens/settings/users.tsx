import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { write } from "../../api/client";
import type { Row } from "../../api/types";
import { say_problem } from "../../records/problem_text";
import { CopyField } from "./copy_field";
import { Part } from "./part";
import { RecordRows } from "./record_rows";
import styles from "./settings.module.css";
import { w } from "./words";

const fields = ["name", "email", "role", "team", "manager"];

export function Users() {
  const [invited, set_invited] = useState<{ name: string; link: string } | null>(null);
  async function invite(row: Row) {
    try {
      const { body } = await write<{ link: string }>("POST", `/users/${row.id}/invite`);
      const link = new URL(body.link, location.origin).href;
      set_invited({ name: String(row.name ?? row.email), link });
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <Part title={w("users")} hint={w("users_hint")}>
      <RecordRows
        name="user"
        fields={fields}
        sort="name"
        asked={["name", "email", "role", "team"]}
        extra={(row) => (
          <Button
            size="compact-xs"
            variant="default"
            disabled={!row.email}
            aria-label={w("invite_of", { name: String(row.name ?? "") })}
            onClick={() => void invite(row)}
          >
            {w("invite")}
          </Button>
        )}
      />
      <Modal
        opened={!!invited}
        onClose={() => set_invited(null)}
        title={w("invite_link", { name: invited?.name ?? "" })}
      >
        <p className={styles.invite_hint}>{w("invite_hint", { name: invited?.name ?? "" })}</p>
        <CopyField
          text={invited?.link ?? ""}
          label={w("invite_link", { name: invited?.name ?? "" })}
        />
      </Modal>
    </Part>
  );
}
