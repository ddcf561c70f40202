import type { Reason } from "../../api/duplicates";
import type { FieldProblem } from "../../api/types";

// The shapes of importing, as docs/wire.md tells them.

export type DateOrder = "dmy" | "mdy" | "ymd";

export type Format = {
  encoding?: string | null;
  delimiter?: string | null;
  decimal?: string | null;
  date?: DateOrder | null;
  ambiguous_dates?: string[];
  ambiguous_decimals?: string[];
};

export type Options = {
  map: Record<string, string | null>;
  match: string[];
  create: string[];
  same: Record<string, Record<string, string>>;
  set: Record<string, string>;
  format: Pick<Format, "encoding" | "delimiter" | "decimal" | "date">;
  create_only: boolean;
  duplicates?: "tell" | "skip";
  label?: string;
};

export type Suggestion = {
  field: string;
  text: string;
  nearest: string;
  nearest_id?: string;
  rows: number;
};
export type Missing = { field: string; text: string; rows: number; creatable: boolean };

export type PreviewRow = {
  row: number;
  verb: "create" | "update" | "unchanged" | "fail";
  record: string | null;
  values: Record<string, unknown>;
  changes: { field: string; old: unknown; new: unknown }[];
  problems: FieldProblem[];
};

// New rows that are likely there already, or twice in the file; the first of them.
export type LikelyDuplicates = {
  count: number;
  asked: number;
  left_out: boolean;
  rows: {
    row: number;
    object: string;
    id: string | null;
    of_row: number | null;
    title: string;
    score: number;
    reasons: Reason[];
  }[];
};

// What is said about one of several files.
export type Said = Partial<Omit<Options, "label">> & { object?: string };

export type TogetherOptions = {
  files: Record<string, Said | null>; // null: left out
  format: Pick<Format, "date" | "decimal"> | null;
  people: "match" | "create";
  unknown: "refuse" | "leave";
  duplicates: "tell" | "skip";
  label?: string;
};

// One of several files; in a list of imports only what it is and its counts.
export type ImportedFile = Omit<Import, "files" | "id" | "object"> & {
  object: string | null;
  label: string; // whose export of what; "" when nobody knows
  left_out: boolean;
  people?: { here: string[]; missing: string[] };
};

export type Import = {
  id: string;
  object: string | null; // null for several files
  file_name: string;
  state: "reading" | "waiting" | "running" | "done" | "failed" | "interrupted";
  // Interrupted, and can go on where it stopped.
  can_resume?: boolean;
  dry_run: boolean;
  rows: number;
  in_file?: number | null; // counted before the first was looked at
  skipped?: number;
  reconciled?: boolean;
  files: ImportedFile[]; // none for a file that came alone
  done: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  also_created: Record<string, number>;
  headers: string[];
  map: Record<string, string | null>;
  guesses: Record<string, string>;
  format: Format;
  sample: string[][];
  suggestions: Suggestion[];
  missing: Missing[];
  notes: string[];
  round_trip?: boolean;
  // Whose export it is, when its headers say so.
  preset?: {
    name: string;
    label: string;
    object: string;
    match: string[];
    create: string[];
    fill: string;
  } | null;
  preview: PreviewRow[];
  duplicates?: LikelyDuplicates | null;
  errors: number;
  change: string | null;
  error: string | null;
  options?: Partial<Options> | Partial<TogetherOptions>;
  created_at?: string;
};

export const is_busy = (one: Import): boolean => one.state === "reading" || one.state === "running";

// The real run is over, or under way.
export const is_real = (one: Import): boolean =>
  !one.dry_run &&
  (["running", "done", "failed", "interrupted"].includes(one.state) ||
    // Going on, the file is read again first.
    (one.state === "reading" && !!one.change));
