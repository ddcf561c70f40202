import { queryOptions, useQuery } from "@tanstack/react-query";
import { get, write } from "../../api/client";
import { query_client } from "../../api/query_client";
import type { ChangeSet } from "../../api/types";
import { type Import, is_busy, type Options, type TogetherOptions } from "./types";

const poll_ms = 500;

export const imports_query = queryOptions({
  queryKey: ["imports", "list"],
  queryFn: async ({ signal }) =>
    (await get<{ imports: Import[] }>("/imports", { limit: 50 }, signal)).imports,
  refetchInterval: (query) => (query.state.data?.some(is_busy) ? 1500 : false),
});

export const import_query = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) => get<Import>(`/imports/${id}`, {}, signal),
    refetchInterval: (query) => (query.state.data && is_busy(query.state.data) ? poll_ms : false),
  });

export const use_import = (id: string) => useQuery(import_query(id));

// The file goes to the server once and stays there; everything after is about options.
export async function upload(file: File, object: string): Promise<Import> {
  const form = new FormData();
  form.set("object", object);
  form.set("options", JSON.stringify({ dry_run: true }));
  form.set("file", file, file.name);
  const { body } = await write<Import>("POST", "/imports", form);
  query_client.setQueryData(import_query(body.id).queryKey, body);
  void query_client.invalidateQueries({ queryKey: imports_query.queryKey });
  return body;
}

// Several files, or an archive of them, which say by their headers what they are.
export async function upload_together(files: File[]): Promise<Import> {
  const form = new FormData();
  form.set("options", JSON.stringify({ dry_run: true }));
  for (const file of files) form.append("file", file, file.name);
  const { body } = await write<Import>("POST", "/imports", form);
  query_client.setQueryData(import_query(body.id).queryKey, body);
  void query_client.invalidateQueries({ queryKey: imports_query.queryKey });
  return body;
}

export async function run(
  id: string,
  options: Options | TogetherOptions,
  dry_run: boolean,
): Promise<Import> {
  const { body } = await write<Import>("POST", `/imports/${id}/start`, { ...options, dry_run });
  query_client.setQueryData(import_query(id).queryKey, body);
  void query_client.invalidateQueries({ queryKey: import_query(id).queryKey });
  return body;
}

// Goes on with an interrupted import where it stopped.
export async function resume(id: string): Promise<void> {
  const { body } = await write<Import>("POST", `/imports/${id}/resume`, {});
  query_client.setQueryData(import_query(id).queryKey, body);
  void query_client.invalidateQueries({ queryKey: ["imports"] });
}

// Made from the time in the id where the answer does not tell it: ids count milliseconds first.
export function started_at(one: Import): string | null {
  if (one.created_at) return one.created_at;
  const moment = Number.parseInt(one.id.replaceAll("-", "").slice(0, 12), 16);
  return moment > 1.6e12 && moment < 4e12 ? new Date(moment).toISOString() : null;
}

// Whether the change set of an import was taken back since. While it runs its change set has an id
// and is not there yet.
export function use_undone({ state, change }: Import): boolean {
  const { data } = useQuery({
    queryKey: ["changes", "one", change],
    queryFn: ({ signal }) => get<ChangeSet>(`/changes/${change}`, {}, signal),
    enabled: !!change && (state === "done" || state === "interrupted"),
    staleTime: 60_000,
    retry: false,
  });
  return !!data?.undone_by;
}
