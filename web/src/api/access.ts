import { queryOptions } from "@tanstack/react-query";
import { get, write } from "./client";
import type { Page, Row } from "./types";

// Who may see what: shares of one record, the reasons, and what a change of rights would do.

export type Share = Row & {
  person: string | null;
  team: string | null;
  level: "read" | "change";
  ends_at: string | null;
  title: string;
};

export type Seer = {
  user: string;
  name: string;
  role: string;
  team: string;
  text: string;
  verbs: string[];
};

export type WhoSees = {
  count: number;
  of: number;
  rules: { rule: string; text: string; count: number }[];
  people: Seer[];
  next: string | null;
};

export type Reasons = {
  person: { user: string; name: string; role: string; team: string };
  verbs: { verb: string; allowed: boolean; rule: string; text: string; would_allow?: string }[];
  fields: { field: string; label: string; hidden: boolean; text: string }[];
};

export type Preview = {
  people: number;
  summary: {
    object: string;
    label: string;
    verb: string;
    people_losing: number;
    records_lost: number;
    people_gaining: number;
    records_gained: number;
    sentences: string[];
  }[];
  fields: { object: string; field: string; change: string; people: number; text: string }[];
  by_person: { user: string; name: string; changes: PersonChange[] }[];
  more: boolean;
};

export type PersonChange = {
  object: string;
  verb: string;
  before: number;
  after: number;
  lost: number;
  gained: number;
};

export const shares_query = (plural: string, id: string) =>
  queryOptions({
    queryKey: ["shares", plural, id],
    queryFn: ({ signal }) =>
      get<Page>(`/${plural}/${id}/shares`, { limit: 200 }, signal) as Promise<{
        records: Share[];
        next: string | null;
      }>,
  });

export const who_sees = (plural: string, id: string, after?: string | null) =>
  get<WhoSees>(`/${plural}/${id}/access`, { after, limit: 50 });

export const reasons_query = (plural: string, id: string, user: string) =>
  queryOptions({
    queryKey: [plural, "access", id, user],
    queryFn: ({ signal }) => get<Reasons>(`/${plural}/${id}/access`, { user }, signal),
  });

export type ShareWish = {
  person?: string;
  team?: string;
  level: "read" | "change";
  ends_at?: string;
};

export const share = (plural: string, id: string, wish: ShareWish) =>
  write<Share>("POST", `/${plural}/${id}/shares`, wish);

export const end_share = (plural: string, id: string, one: string) =>
  write<{ change: string }>("DELETE", `/${plural}/${id}/shares/${one}`);

export async function preview_role(role: string, wanted: Record<string, unknown>) {
  return (await write<Preview>("POST", `/roles/${role}/preview`, wanted)).body;
}

export async function preview_place(user: string, wanted: Record<string, unknown>) {
  return (await write<Preview>("POST", `/users/${user}/preview`, wanted)).body;
}
