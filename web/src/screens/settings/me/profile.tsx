import {
  Button,
  PasswordInput,
  SegmentedControl,
  Select,
  Switch,
  TextInput,
  useMantineColorScheme,
} from "@mantine/core";
import { useState } from "react";
import { write } from "../../../api/client";
import { Problem } from "../../../api/problem";
import { query_client } from "../../../api/query_client";
import { change_me, session_key, use_me } from "../../../api/session";
import type { Me } from "../../../api/types";
import { languages, t } from "../../../i18n";
import { use_preference } from "../../../records/preferences";
import { say_problem } from "../../../records/saving/problem_text";
import { say } from "../../../records/saving/toasts";
import { announce_deed } from "../../../records/saving/undo";
import { w } from "../../../words/settings";
import { Part } from "../part";
import styles from "../settings.module.css";
import { zones } from "./zones";

export function Profile() {
  const me = use_me();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [, remember_theme] = use_preference<string>("theme", "auto");
  const [density, set_density] = use_preference<string>("density", "regular");
  const [single, set_single] = use_preference("single_keys", true);
  const [name, set_name] = useState(me.name);

  async function change(changes: Partial<Me>) {
    const before = Object.fromEntries(
      Object.keys(changes).map((key) => [key, me[key as keyof Me]]),
    ) as Partial<Me>;
    try {
      query_client.setQueryData(session_key, await change_me(changes));
      announce_deed(w("saved"), () => void change(before));
    } catch (error) {
      say_problem(error);
    }
  }
  return (
    <>
      <Part title={w("profile")} hint={w("profile_hint")}>
        <div className={styles.form}>
          <TextInput
            label={w("name")}
            value={name}
            onChange={(event) => set_name(event.currentTarget.value)}
            onBlur={() => name.trim() && name !== me.name && void change({ name: name.trim() })}
          />
          <Select
            label={w("language")}
            allowDeselect={false}
            data={languages.map((one) => ({ value: one.key, label: one.label }))}
            value={me.language}
            onChange={(language) => language && void change({ language })}
          />
          <Select
            label={w("zone")}
            searchable
            allowDeselect={false}
            data={zones(me.zone)}
            value={me.zone}
            onChange={(zone) => zone && void change({ zone })}
          />
          <Labelled label={t("theme")}>
            <SegmentedControl
              aria-label={t("theme")}
              size="xs"
              value={colorScheme}
              onChange={(scheme) => {
                setColorScheme(scheme as "light" | "dark" | "auto");
                remember_theme(scheme);
              }}
              data={[
                { value: "light", label: t("theme_light") },
                { value: "dark", label: t("theme_dark") },
                { value: "auto", label: t("theme_auto") },
              ]}
            />
          </Labelled>
          <Labelled label={t("density")}>
            <SegmentedControl
              aria-label={t("density")}
              size="xs"
              value={density}
              onChange={set_density}
              data={[
                { value: "regular", label: t("density_regular") },
                { value: "compact", label: t("density_compact") },
              ]}
            />
          </Labelled>
          <Switch
            label={w("single_keys")}
            description={w("single_keys_hint")}
            checked={single}
            onChange={(event) => set_single(event.currentTarget.checked)}
          />
        </div>
      </Part>
      <Part title={w("password")}>
        <Password />
      </Part>
    </>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={styles.labelled}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  );
}

function Password() {
  const [current, set_current] = useState("");
  const [next, set_next] = useState("");
  const [problem, set_problem] = useState<Problem | null>(null);
  const [busy, set_busy] = useState(false);
  async function change() {
    set_busy(true);
    try {
      await write("POST", "/me/password", { current, new: next });
      set_current("");
      set_next("");
      set_problem(null);
      say({ text: w("password_changed"), tone: "good" });
    } catch (error) {
      if (error instanceof Problem && error.problems.length > 0) set_problem(error);
      else say_problem(error);
    } finally {
      set_busy(false);
    }
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <PasswordInput
        label={w("password_now")}
        autoComplete="current-password"
        value={current}
        error={problem?.message_for("current")}
        onChange={(event) => set_current(event.currentTarget.value)}
      />
      <PasswordInput
        label={w("password_new")}
        description={w("password_hint")}
        autoComplete="new-password"
        value={next}
        error={problem?.message_for("new")}
        onChange={(event) => set_next(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={busy} disabled={!current || !next}>
        {w("change_password")}
      </Button>
    </form>
  );
}
