// The shapes of a sheet that came back, as docs/wire.md tells them.

export type CellState = "sheet" | "here" | "conflict" | "read_only" | "problem" | "done";

export type SheetCell = {
  column: string;
  field: string;
  label: string;
  state: CellState;
  exported: string;
  sheet: string;
  now: string;
  problem: string | null;
};

export type RowState =
  | "changed"
  | "conflict"
  | "here"
  | "new"
  | "unknown"
  | "bin"
  | "repeated"
  | "problem"
  | "done";

export type SheetRow = {
  line: number;
  record: string | null;
  title: string;
  state: RowState;
  problem: string | null;
  cells: SheetCell[];
};

export type Sheet = {
  id: string;
  object: string;
  file_name: string;
  state: "reading" | "ready" | "failed";
  error: string | null;
  change: string | null;
  rows?: number;
  counts?: Partial<Record<RowState, number>>;
  added_columns?: string[];
  missing_columns?: string[];
  missing_rows?: number;
  worn_cells?: number;
  changed: SheetRow[];
  next: number | null;
};

export type SheetOutcome = {
  change: string | null;
  rows: number;
  cells: number;
  created: number;
  failed: { line: number; problems: { field?: string; message: string }[] }[];
  job?: string;
};
