import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "../../api/problem";
import { query_client } from "../../api/query_client";
import { type FirstRun, session_key, set_up, setup_needed } from "../../api/session";
import { current_language, languages, nearest_language, speak, t } from "../../i18n";
import { Doorway, DoorwayProblem } from "../../look/doorway";
import styles from "../../look/doorway.module.css";
import { use_address } from "../../records/address";
import { problem_text } from "../../records/saving/problem_text";
import { use_screen_title } from "../../records/screen_title";

const own_zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
const currencies = ["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "INR"];

// The very first run: a company, its first administrator, and how it counts.
export default function Setup() {
  const navigate = useNavigate();
  const { search } = use_address();
  const setup = useQuery({ queryKey: ["setup"], queryFn: setup_needed, retry: false });
  const [answers, set_answers] = useState<FirstRun>(() => ({
    code: search.code ?? "",
    company: "",
    name: "",
    email: "",
    password: "",
    currency: own_zone().startsWith("America/") ? "USD" : "EUR",
    zone: own_zone(),
    language: current_language(),
  }));
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  use_screen_title(t("setup_title"));
  if (setup.data === false) return <Navigate to="/sign-in" replace />;

  const problem = error instanceof Problem ? error : null;
  const bound = (name: keyof FirstRun) => ({
    name,
    value: answers[name],
    error: problem?.message_for(name),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
      const value = event.currentTarget.value;
      set_answers((old) => ({ ...old, [name]: value }));
      if (name === "language") void speak(nearest_language(value));
    },
  });

  async function begin() {
    set_busy(true);
    set_error(null);
    try {
      const me = await set_up(answers);
      query_client.clear();
      if (me) query_client.setQueryData(session_key, me);
      void navigate({ to: "/", replace: true });
    } catch (failed) {
      set_error(failed);
    } finally {
      set_busy(false);
    }
  }

  return (
    <Doorway title={t("setup_title")}>
      <p className="faint">{t("setup_lead")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <TextInput
          label={t("setup_code")}
          description={t("setup_code_where")}
          autoComplete="one-time-code"
          autoFocus={!search.code}
          required
          {...bound("code")}
        />
        <TextInput
          label={t("company")}
          autoComplete="organization"
          required
          {...bound("company")}
        />
        <TextInput label={t("your_name")} autoComplete="name" required {...bound("name")} />
        <TextInput
          label={t("email")}
          type="email"
          autoComplete="username"
          required
          {...bound("email")}
        />
        <PasswordInput
          label={t("password")}
          description={t("password_rule")}
          autoComplete="new-password"
          required
          {...bound("password")}
        />
        <div className={styles.pair}>
          <NativeSelect label={t("currency")} data={currencies} {...bound("currency")} />
          <NativeSelect
            label={t("language")}
            data={languages.map((one) => ({ value: one.key, label: one.label }))}
            {...bound("language")}
          />
        </div>
        <NativeSelect label={t("zone")} data={zones()} {...bound("zone")} />
        {error ? <DoorwayProblem {...problem_text(error)} /> : null}
        <Button type="submit" size="sm" fullWidth loading={busy}>
          {t("setup_begin")}
        </Button>
      </form>
    </Doorway>
  );
}

function zones(): string[] {
  const known = Intl.supportedValuesOf?.("timeZone") ?? [];
  return [...new Set([own_zone(), "UTC", ...known])];
}
