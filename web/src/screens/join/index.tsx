import { Button, PasswordInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Problem } from "../../api/problem";
import { query_client } from "../../api/query_client";
import { join, session_key } from "../../api/session";
import { t } from "../../i18n";
import { Doorway, DoorwayProblem } from "../../look/doorway";
import { use_address } from "../../records/address";
import { problem_text } from "../../records/saving/problem_text";
import { use_screen_title } from "../../records/screen_title";

// Where an invitation leads: choose a password, and be in.
export default function Join() {
  const navigate = useNavigate();
  const { search } = use_address();
  const [password, set_password] = useState("");
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  use_screen_title(t("join_title"));
  const problem = error instanceof Problem ? error : null;

  async function enter() {
    set_busy(true);
    set_error(null);
    try {
      const me = await join(search.code ?? "", password);
      query_client.clear();
      if (me) query_client.setQueryData(session_key, me);
      void navigate({ to: "/", replace: true });
    } catch (failed) {
      set_error(failed);
    } finally {
      set_busy(false);
    }
  }

  if (!search.code) {
    return (
      <Doorway title={t("join_title")}>
        <DoorwayProblem title={t("join_no_code")} detail={t("join_no_code_do")} />
      </Doorway>
    );
  }
  return (
    <Doorway title={t("join_title")}>
      <p className="faint">{t("join_lead")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <PasswordInput
          label={t("password")}
          description={t("password_rule")}
          name="password"
          autoComplete="new-password"
          autoFocus
          required
          value={password}
          error={problem?.message_for("password")}
          onChange={(event) => set_password(event.currentTarget.value)}
        />
        {error ? <DoorwayProblem {...problem_text(error)} /> : null}
        <Button type="submit" size="sm" fullWidth loading={busy}>
          {t("join_enter")}
        </Button>
      </form>
    </Doorway>
  );
}
