import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { use_me } from "../../../api/session";
import { use_preference } from "../../../records/preferences";
import { w } from "../../../words/settings";
import { CopyField } from "../objects/copy_field";
import { Part } from "../part";
import shared from "../settings.module.css";
import styles from "./address_book.module.css";
import { type ApiKey, device_prefix, KeyLines, make_key, use_keys_of } from "./key_lines";

const programs = ["ios", "mac", "android", "thunderbird"] as const;

// What a phone has to be told to keep its address book in step, and a key for it.
export function AddressBook() {
  const me = use_me();
  const [which, set_which] = use_preference<string>("address_book", "mine");
  return (
    <>
      <Part title={w("address_book_title")} hint={w("address_book_hint")}>
        <div className={styles.line}>
          <span aria-hidden>{w("address_book_which")}</span>
          <SegmentedControl
            aria-label={w("address_book_which")}
            size="xs"
            value={which}
            onChange={set_which}
            data={[
              { value: "mine", label: w("address_book_mine") },
              { value: "all", label: w("address_book_all") },
            ]}
          />
          <small>{w("address_book_which_hint")}</small>
        </div>
        <Line label={w("address_book_server")} text={`${window.location.origin}/dav/`} />
        <Line label={w("address_book_user")} text={me.email ?? ""} />
        <NewKey />
      </Part>
      <Part title={w("address_book_devices")}>
        <Devices />
      </Part>
      <Part title={w("address_book_how")}>
        <dl className={styles.how}>
          {programs.map((program) => (
            <div key={program}>
              <dt>{w(`address_book_${program}`)}</dt>
              <dd>{w(`address_book_${program}_how`)}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </>
  );
}

function Line({ label, text }: { label: string; text: string }) {
  return (
    <div className={styles.line}>
      <span aria-hidden>{label}</span>
      <CopyField text={text} label={label} />
    </div>
  );
}

function NewKey() {
  const [device, set_device] = useState("");
  const [made, set_made] = useState<ApiKey | null>(null);
  const [name, set_name] = useState("");
  const devices = use_devices();
  async function make() {
    const wanted = device.trim() || w("address_book_device_example");
    const key = await make_key(device_prefix + wanted);
    if (!key) return;
    set_made(key);
    set_name(wanted);
    set_device("");
  }
  return (
    <div className={styles.line}>
      <span aria-hidden>{w("address_book_key")}</span>
      <form
        className={shared.inline}
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextInput
          aria-label={w("address_book_device")}
          placeholder={w("address_book_device_example")}
          maxLength={80}
          value={device}
          onChange={(event) => set_device(event.currentTarget.value)}
        />
        <Button type="submit" size="sm">
          {w("address_book_make")}
        </Button>
      </form>
      <small>{w("address_book_no_key")}</small>
      {made?.key && devices.is_there(made) ? (
        <div className={shared.made} role="status">
          <p>{w("address_book_made", { name })}</p>
          <CopyField text={made.key} label={w("address_book_key")} />
        </div>
      ) : null}
    </div>
  );
}

function use_devices() {
  const me = use_me();
  // Administrators are told everybody's keys.
  return use_keys_of((key) => key.label.startsWith(device_prefix) && key.user === me.id);
}

function Devices() {
  const keys = use_devices();
  return (
    <KeyLines
      keys={keys}
      empty={w("address_book_none")}
      used={(when) => w("address_book_used", { when })}
      unused={w("address_book_unused")}
    />
  );
}
