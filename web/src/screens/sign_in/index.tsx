import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { query_client } from "../../api/query_client";
import { session_key, session_query, setup_needed, sign_in } from "../../api/session";
import { t } from "../../i18n";
import { Doorway, DoorwayProblem } from "../../look/doorway";
import { use_address } from "../../records/address";
import { problem_text } from "../../records/saving/problem_text";
import { use_screen_title } from "../../records/screen_title";

export default function SignIn() {
  const navigate = useNavigate();
  const { search } = use_address();
  const session = useQuery(session_query);
  const setup = useQuery({ queryKey: ["setup"], queryFn: setup_needed, retry: false });
  const [email, set_email] = useState("");
  const [password, set_password] = useState("");
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  use_screen_title(t("sign_in"));
  // Only addresses of our own: a link must not send people elsewhere after they signed in.
  const to = /^\/(?![/\\])/.test(search.to ?? "") ? (search.to ?? "/") : "/";
  if (session.data) return <Navigate to={to} replace />;
  if (setup.data) return <Navigate to="/setup" replace />;

  async function enter() {
    set_busy(true);
    set_error(null);
    try {
      const me = await sign_in(email.trim(), password);
      query_client.clear();
      query_client.setQueryData(session_key, me);
      void navigate({ href: to, replace: true });
    } catch (problem) {
      set_error(problem);
    } finally {
      set_busy(false);
    }
  }

  return (
    <Doorway title={t("sign_in")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <TextInput
          label={t("email")}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          value={email}
          onChange={(event) => set_email(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("password")}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => set_password(event.currentTarget.value)}
        />
        {error ? <DoorwayProblem {...sign_in_problem(error)} /> : null}
        <Button type="submit" size="sm" fullWidth loading={busy}>
          {t("sign_in")}
        </Button>
      </form>
      <p className="faint">{t("sign_in_help")}</p>
    </Doorway>
  );
}

// "You are signed out" would be a strange answer to a wrong password.
function sign_in_problem(error: unknown) {
  const text = problem_text(error);
  const wrong = (error as { reason?: string }).reason === "unauthenticated";
  return wrong ? { title: t("sign_in_wrong"), detail: t("sign_in_wrong_do") } : text;
}
