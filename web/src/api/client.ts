import { Problem } from "./problem";
import { viewed_as, with_view } from "./view_as";

// The one place that speaks HTTP. Holds the CSRF token in memory only; `GET /session` brings it.

export const base = "/api/v1";

type Query = Record<string, string | number | boolean | null | undefined>;
// prefer_async: the server may answer 202 with a job instead of making one wait (RFC 7240).
type WriteOptions = { version?: number; key?: string; query?: Query; prefer_async?: boolean };
export type Written<T> = { body: T; change: string | null; location: string | null };

let csrf: { header: string; token: string } | null = null;
let language = "en";
let on_signed_out: (() => void) | null = null;

export function remember_csrf(header: string, token: string) {
  csrf = { header, token };
}

export function speak_language(tag: string) {
  language = tag;
}

// Called once whenever an answer says that the session is over.
export function when_signed_out(listener: () => void) {
  on_signed_out = listener;
}

export function query_text(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

export function address_of(path: string, query?: Query): string {
  return with_view(`${base}${path}${query_text(query)}`);
}

async function send(
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": language,
    ...options.headers,
  };
  let body: BodyInit | undefined;
  // A blob is sent as it is, with the type it names.
  if (options.body instanceof FormData || options.body instanceof Blob) body = options.body;
  else if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(options.body);
  }
  const view = viewed_as();
  if (view) headers["X-View-As"] = view;
  if (method !== "GET" && csrf) headers[csrf.header] = csrf.token;
  let response: Response;
  try {
    response = await fetch(`${base}${path}`, {
      method,
      headers,
      body,
      signal: options.signal,
      credentials: "same-origin",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, { cause: "offline" });
  }
  if (response.ok) return response;
  throw await problem_in(response, path);
}

async function problem_in(response: Response, path: string): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After"));
  const text = await response.text();
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = { detail: response.statusText };
  }
  if (response.status === 401 && path !== "/session" && on_signed_out) on_signed_out();
  return new Problem(response.status, body, Number.isFinite(wait) && wait > 0 ? wait : undefined);
}

async function json_in<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text ? JSON.parse(text) : null) as T;
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return json_in<T>(await send("GET", `${path}${query_text(query)}`, { signal }));
}

export async function write<T>(
  method: "POST" | "PATCH" | "DELETE" | "PUT",
  path: string,
  body?: unknown,
  options: WriteOptions = {},
): Promise<Written<T>> {
  const headers: Record<string, string> = {};
  if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
  if (options.key) headers["Idempotency-Key"] = options.key;
  if (options.prefer_async) headers.Prefer = "respond-async";
  const response = await send(method, `${path}${query_text(options.query)}`, { body, headers });
  return {
    body: await json_in<T>(response),
    change: response.headers.get("Comity-Change"),
    location: response.headers.get("Location"),
  };
}

// A key that makes a repeated POST answer the same, once. randomUUID needs a secure context,
// which a plain http address in an office network is not.
export function make_idempotency_key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
