import { queryOptions } from "@tanstack/react-query";
import { get, write } from "./client";
import type { FieldProblem, ObjectType, Row } from "./types";

// Two records that become one, as docs/wire.md tells it.

export type MergeSide = "this" | "other" | "both";

export type MergeField = {
  field: string;
  label: string;
  this: unknown;
  other: unknown;
  result: unknown;
  takes: MergeSide | "same" | "none";
  has_many: boolean;
  may_choose: boolean;
};

export type MergeMove = {
  object: string;
  field: string;
  label: string;
  field_label: string;
  count: number;
  in_bin: number;
};

type Half = { id: string; version: number; title: string; created_at: string; updated_at: string };

export type MergePreview = {
  object: string;
  this: Half;
  other: Half;
  fields: MergeField[];
  moves: MergeMove[];
  problems: FieldProblem[];
};

export type Merged = { id: string; title: string; at: string; change: string; by_name: string };

// Asked anew whenever it is shown: what is chosen from must be what is there.
export function merge_preview_query(plural: string, id: string, other: string) {
  return queryOptions({
    queryKey: [plural, "merge", id, other],
    queryFn: ({ signal }) => get<MergePreview>(`/${plural}/${id}/merge`, { with: other }, signal),
    gcTime: 0,
    retry: false,
  });
}

export type MergeWish = {
  with: string;
  choose: Record<string, MergeSide>;
  version: number;
  with_version: number;
};

// Where more than this refers to the other it moves in the background.
const most_at_once = 500;

export const moved_by = (preview: MergePreview) =>
  preview.moves.reduce((sum, move) => sum + move.count + move.in_bin, 0);

export const merge_records = (plural: string, id: string, wish: MergeWish, moves: number) =>
  write<{ change?: string; record?: Row | null; job?: string }>(
    "POST",
    `/${plural}/${id}/merge`,
    wish,
    { prefer_async: moves > most_at_once },
  );

// What has become a part of this record, newest first.
export function merged_query(plural: string, id: string) {
  return queryOptions({
    queryKey: [plural, "merged", id],
    queryFn: async ({ signal }) =>
      (await get<{ merged: Merged[] }>(`/${plural}/${id}/merged`, {}, signal)).merged,
  });
}

// Settings are not merged; the rest is, by who may change both and delete one.
export const may_merge = (object: ObjectType) =>
  !object.setting && object.can.update && object.can.delete;
