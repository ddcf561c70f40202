import type { Conflict, ConflictCount, FieldProblem, UndoConflict } from "./types";

export type Cause =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "too_many"
  | "unavailable"
  | "broken"
  | "offline";

type ProblemBody = {
  status?: number;
  cause?: string;
  detail?: string;
  title?: string;
  problems?: FieldProblem[];
  conflicts?: unknown[];
  count?: number;
  fields?: ConflictCount[];
  candidates?: unknown[];
  duplicates?: unknown[];
  request_id?: string;
};

// What the server (or the way to it) answered instead of what was asked for.
export class Problem extends Error {
  readonly status: number;
  readonly reason: Cause;
  readonly problems: FieldProblem[];
  readonly conflicts: unknown[];
  // Of an undo: how many conflicts there are in all, and of which fields.
  readonly conflict_count: number;
  readonly conflict_fields: ConflictCount[];
  // Records that a new one may be the same as.
  readonly candidates: unknown[];
  readonly request_id: string | undefined;
  readonly retry_after_s: number | undefined;

  constructor(status: number, body: ProblemBody, retry_after_s?: number) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.reason = known_cause(body.cause) ?? cause_of_status(status);
    this.problems = body.problems ?? [];
    this.conflicts = body.conflicts ?? [];
    this.conflict_count = body.count ?? this.conflicts.length;
    this.conflict_fields = body.fields ?? [];
    this.candidates = body.candidates ?? body.duplicates ?? [];
    this.request_id = body.request_id;
    this.retry_after_s = retry_after_s;
  }

  get edit_conflicts(): Conflict[] {
    return this.conflicts as Conflict[];
  }

  get undo_conflicts(): UndoConflict[] {
    return this.conflicts as UndoConflict[];
  }

  // The message that belongs beside one field, if there is one.
  message_for(field: string): string | undefined {
    return this.problems.find((problem) => problem.field === field)?.message;
  }
}

const causes = new Set<string>([
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "too_many",
  "unavailable",
  "broken",
  "offline",
]);

// A cause that is not known here (malformed, say) is told by its status.
const known_cause = (cause: string | undefined): Cause | undefined =>
  cause && causes.has(cause) ? (cause as Cause) : undefined;

export function cause_of_status(status: number): Cause {
  if (status === 0) return "offline";
  if (status === 400 || status === 422) return "invalid";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 409) return "conflict";
  if (status === 413) return "too_large";
  if (status === 429) return "too_many";
  if (status === 503) return "unavailable";
  return "broken";
}
