import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { write } from "../../../api/client";
import { use_me } from "../../../api/session";
import type { Row } from "../../../api/types";
import { look_as } from "../../../api/view_as";
import { MoveDialog } from "../../../records/access/move_dialog";
import { say_problem } from "../../../records/saving/problem_text";
import { w as a } from "../../../words/access";
import { w } from "../../../words/settings";
import { CopyField } from "../objects/copy_field";
import { Part } from "../part";
import { RecordRows } from "../record_rows";
import styles from "../settings.module.css";

const fields = ["name", "email", "role", "team", "manager"];

export function Users() {
  const [invited, set_invited] = useState<{ name: string; link: string } | null>(null);
  const [moving, set_moving] = useState<Row | null>(null);
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
          <UserTools row={row} on_move={() => set_moving(row)} on_invite={() => void invite(row)} />
        )}
      />
      {moving ? <MoveDialog row={moving} on_close={() => set_moving(null)} /> : null}
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

type ToolsProps = { row: Row; on_move: () => void; on_invite: () => void };

function UserTools({ row, on_move, on_invite }: ToolsProps) {
  const me = use_me();
  const name = String(row.name ?? "");
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={a("move_person", { name })}
        onClick={on_move}
      >
        {a("move")}
      </Button>
      {row.id === me.id ? null : (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={a("look_as_person", { name })}
          onClick={() => look_as(row.id)}
        >
          {a("look_as")}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        disabled={!row.email}
        aria-label={w("invite_of", { name })}
        onClick={on_invite}
      >
        {w("invite")}
      </Button>
    </>
  );
}
