import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get, write } from "../../../api/client";
import { query_client } from "../../../api/query_client";
import { format_instant_near } from "../../../i18n/format";
import { say_problem } from "../../../records/saving/problem_text";
import { announce_change } from "../../../records/saving/undo";
import { Bars, Failed } from "../../../records/states";
import { w } from "../../../words/settings";
import styles from "../settings.module.css";

export type ApiKey = {
  id: string;
  label: string;
  user?: string;
  created_at?: string | null;
  last_used_at?: string | null;
  key?: string;
};

// Keys that were made for a phone's address book are labelled so; they are listed there.
export const device_prefix = "CardDAV: ";
export const name_of_key = (key: ApiKey) =>
  key.label.startsWith(device_prefix) ? key.label.slice(device_prefix.length) : key.label;

const list_key = ["keys"];
const read_again = () => query_client.invalidateQueries({ queryKey: list_key });

// The new key with its secret, or nothing when it was refused, which is said.
export async function make_key(label: string): Promise<ApiKey | null> {
  try {
    const { body } = await write<ApiKey>("POST", "/keys", { label });
    await read_again();
    return body;
  } catch (problem) {
    say_problem(problem);
    return null;
  }
}

export function use_keys_of(belongs: (key: ApiKey) => boolean) {
  const { data, error, refetch } = useQuery({
    queryKey: list_key,
    queryFn: async ({ signal }) => {
      const answer = await get<{ keys: ApiKey[] } | ApiKey[]>("/keys", {}, signal);
      return Array.isArray(answer) ? answer : answer.keys;
    },
  });
  async function revoke(key: ApiKey) {
    try {
      const { body, change } = await write<{ change?: string } | null>("DELETE", `/keys/${key.id}`);
      announce_change(change ?? body?.change, w("revoked", { name: name_of_key(key) }), ["keys"]);
      await read_again();
    } catch (problem) {
      say_problem(problem);
    }
  }
  const is_there = (key: ApiKey) => !!data?.some((one) => one.id === key.id);
  return { data: data?.filter(belongs), error, refetch, revoke, is_there };
}

type Props = {
  keys: ReturnType<typeof use_keys_of>;
  empty: string;
  used?: (when: string) => string;
  unused?: string;
};

export function KeyLines({ keys, empty, used, unused }: Props) {
  const { data, error, refetch, revoke } = keys;
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <Bars count={3} />;
  if (data.length === 0) return <p className={styles.soft}>{empty}</p>;
  const say_used = used ?? ((when: string) => w("key_used", { when }));
  return (
    <ul>
      {data.map((key) => (
        <li key={key.id} className={styles.key}>
          <b>{name_of_key(key)}</b>
          <span className={styles.soft}>
            {key.created_at ? w("key_since", { when: format_instant_near(key.created_at) }) : null}
            {" · "}
            {key.last_used_at
              ? say_used(format_instant_near(key.last_used_at))
              : (unused ?? w("key_unused"))}
          </span>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={w("revoke_key", { name: name_of_key(key) })}
            onClick={() => void revoke(key)}
          >
            {w("revoke")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
