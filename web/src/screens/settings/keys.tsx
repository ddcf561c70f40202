import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, write } from "../../api/client";
import { query_client } from "../../api/query_client";
import { format_instant_near } from "../../i18n/format";
import { say_problem } from "../../records/problem_text";
import { Bars, Failed } from "../../records/states";
import { announce_change } from "../../records/undo";
import { CopyField } from "./copy_field";
import { Part } from "./part";
import styles from "./settings.module.css";
import { w } from "./words";

type ApiKey = {
  id: string;
  label: string;
  created_at?: string | null;
  last_used_at?: string | null;
  key?: string;
};

const list_key = ["keys"];

export function Keys() {
  const [label, set_label] = useState("");
  const [made, set_made] = useState<ApiKey | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: list_key,
    queryFn: async ({ signal }) => {
      const answer = await get<{ keys: ApiKey[] } | ApiKey[]>("/keys", {}, signal);
      return Array.isArray(answer) ? answer : answer.keys;
    },
  });
  const again = () => query_client.invalidateQueries({ queryKey: list_key });

  async function add() {
    try {
      const { body } = await write<ApiKey>("POST", "/keys", { label: label.trim() });
      set_made(body);
      set_label("");
      await again();
    } catch (problem) {
      say_problem(problem);
    }
  }
  async function revoke(key: ApiKey) {
    try {
      const { body, change } = await write<{ change?: string } | null>("DELETE", `/keys/${key.id}`);
      announce_change(change ?? body?.change, w("revoked", { name: key.label }), ["keys"]);
      if (made?.id === key.id) set_made(null);
      await again();
    } catch (problem) {
      say_problem(problem);
    }
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
      {made?.key ? (
        <div className={styles.made} role="status">
          <p>
            <b>{made.label}.</b> {w("key_made")}
          </p>
          <CopyField text={made.key} label={made.label} />
        </div>
      ) : null}
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Bars count={3} />
      ) : data.length === 0 ? (
        <p className={styles.soft}>{w("no_keys")}</p>
      ) : (
        <ul>
          {data.map((key) => (
            <li key={key.id} className={styles.key}>
              <b>{key.label}</b>
              <span className={styles.soft}>
                {key.created_at
                  ? w("key_since", { when: format_instant_near(key.created_at) })
                  : null}
                {" · "}
                {key.last_used_at
                  ? w("key_used", { when: format_instant_near(key.last_used_at) })
                  : w("key_unused")}
              </span>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={w("revoke_key", { name: key.label })}
                onClick={() => void revoke(key)}
              >
                {w("revoke")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
