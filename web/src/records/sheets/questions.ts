import { infiniteQueryOptions } from "@tanstack/react-query";
import { get, write } from "../../api/client";
import { wait_for_job } from "../saving/job";
import { body_of, type Choice } from "./choice";
import type { RowState, Sheet, SheetOutcome } from "./types";

const poll_ms = 400;

export const sheet_query = (id: string, state: RowState | "") =>
  infiniteQueryOptions({
    queryKey: ["sheets", id, state],
    queryFn: ({ signal, pageParam }) =>
      get<Sheet>(`/sheets/${id}`, { state, after: pageParam, limit: 50 }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    refetchInterval: (query) => (query.state.data?.pages[0]?.state === "reading" ? poll_ms : false),
  });

export async function send_sheet(file: File, object?: string): Promise<Sheet> {
  const form = new FormData();
  if (object) form.set("object", object);
  form.set("file", file, file.name);
  return (await write<Sheet>("POST", "/sheets", form)).body;
}

// A file that was uploaded as an import and turns out to lead back.
export async function compare_import(id: string): Promise<Sheet> {
  const form = new FormData();
  form.set("import", id);
  return (await write<Sheet>("POST", "/sheets", form)).body;
}

// The change that it made; many rows are a job.
export async function take(
  id: string,
  choice: Choice,
  what: string,
): Promise<{ change: string | null; outcome: SheetOutcome | null }> {
  const { body } = await write<SheetOutcome>("POST", `/sheets/${id}/apply`, body_of(choice));
  if (!body.job) return { change: body.change, outcome: body };
  const job = await wait_for_job(body.job, what);
  return { change: job.change ?? null, outcome: null };
}
