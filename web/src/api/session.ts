import { queryOptions, useQuery } from "@tanstack/react-query";
import { get, remember_csrf, write } from "./client";
import { Problem } from "./problem";
import type { Me, Session } from "./types";
import { forget_view, viewed_as } from "./view_as";

export const session_key = ["session"] as const;

// Null means: nobody is signed in.
export const session_query = queryOptions({
  queryKey: session_key,
  queryFn: async (): Promise<Me | null> => {
    try {
      return take_session(await get<Session>("/session"));
    } catch (error) {
      // Whoever may not look as that person (any more) is himself again.
      if (viewed_as() && error instanceof Problem && [403, 404].includes(error.status)) {
        forget_view();
        return take_session(await get<Session>("/session"));
      }
      if (error instanceof Problem && error.reason === "unauthenticated") return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: (count, error) =>
    error instanceof Problem && error.reason !== "unauthenticated" && count < 2,
});

export function take_session(session: Session): Me {
  remember_csrf(session.csrf_header, session.csrf);
  return session.user;
}

// The person signed in. Only below the signed-in frame, which waits for it.
export function use_me(): Me {
  const { data } = useQuery(session_query);
  if (!data) throw new Error("use_me outside the signed-in frame");
  return data;
}

export async function sign_in(email: string, password: string): Promise<Me> {
  const { body } = await write<Session>("POST", "/session", { email, password });
  return take_session(body);
}

export async function sign_out(): Promise<void> {
  forget_view();
  await write("DELETE", "/session");
}

export async function setup_needed(): Promise<boolean> {
  return (await get<{ needed: boolean }>("/setup")).needed;
}

export type FirstRun = {
  code: string;
  company: string;
  name: string;
  email: string;
  password: string;
  currency: string;
  zone: string;
  language: string;
};

export async function set_up(answers: FirstRun): Promise<Me | null> {
  const { body } = await write<Session | null>("POST", "/setup", answers);
  return body?.user ? take_session(body) : null;
}

export async function join(code: string, password: string): Promise<Me | null> {
  const { body } = await write<Session | null>("POST", "/join", { code, password });
  return body?.user ? take_session(body) : null;
}

export async function change_me(changes: Partial<Me>): Promise<Me> {
  return (await write<Me>("PATCH", "/me", changes)).body;
}
