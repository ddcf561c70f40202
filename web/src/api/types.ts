// The shapes that cross HTTP, as docs/wire.md tells them.

// A field kind's name: that of its file in fields/. Nobody outside of there knows one from another.
export type Kind = string;

// What is true of a field because of its kind, as the server tells it.
export type Facts = {
  // What its value is worth to who calculates with it.
  worth?: "number" | "money" | "text" | "yes_no" | "date" | "instant" | "record" | null;
  // What it says of its record beyond itself.
  sense?: "email" | "phone" | "web" | "postal" | null;
  unit?: string | null;
  many?: boolean;
  // Each value may have a word for what it is: work, home.
  labelled?: boolean;
  // Of the filter language.
  operators?: string[];
  sorts?: boolean;
  groups?: boolean;
  // sum, avg, min, max: those that there are.
  figures?: string[];
};

// A kind as an administrator chooses it for a field.
export type KindFacts = Facts & {
  name: Kind;
  refers: boolean;
  choices: boolean;
  example: unknown;
  // What an own field can be; nothing where there are none of the kind.
  own: {
    formula: boolean;
    unique: boolean;
    indexed: boolean;
    searched: boolean;
    target: boolean;
    range: boolean;
    decimals: boolean;
    max_length: number | null;
    becomes: Kind[];
  } | null;
};

export type Choice = { key: string; label: string; tone?: string | null };

export type Field = Facts & {
  name: string;
  label: string;
  kind: Kind;
  required?: boolean;
  unique?: boolean;
  read_only?: boolean;
  indexed?: boolean;
  personal?: boolean;
  hidden?: boolean;
  searched?: boolean;
  // It tells whether two records are of the same one.
  matched?: boolean;
  // An administrator's own.
  custom?: boolean;
  least?: number;
  most?: number;
  help?: string | null;
  default?: unknown;
  choices?: Choice[];
  choices_from?: { object: string; scope?: string | null } | null;
  target?: string | null;
  decimals?: number;
  max_length?: number;
  // Worked out whenever it is read: nobody writes it.
  derivation?: Derivation | null;
};

export type Derivation = {
  formula?: string;
  lookup?: string;
  roll_up?: string;
  object?: string;
  by?: string;
  of?: string | null;
  filter?: string | null;
  // Of the record and of all below it in its tree.
  below?: boolean;
  // The objects whose records it tells of; its own among them where it stands on own fields.
  reads: string[];
  // A list has it only where it is named.
  reads_others: boolean;
};

export type Action = {
  name: string;
  label: string;
  // list: also on many at once.
  on: "record" | "list";
  // Offered on records that meet this filter.
  when?: string | null;
  input: Field[];
};

// Shown while the record meets the filter `when`, if there is one.
export type LayoutSection = { label: string; fields: string[]; when?: string | null };

export type ObjectType = {
  name: string;
  plural: string;
  label: string;
  label_plural: string;
  icon?: string | null;
  title: string;
  group?: string | null;
  // Where the screens put it: they know none by its name.
  place: {
    // 1 is in front of all others; 0: behind them.
    rank: number;
    letter?: string | null;
    face?: "person" | "company" | null;
    at_hand: boolean;
    commands: boolean;
    sought: boolean;
    bin: boolean;
  };
  custom?: boolean;
  // Kept among the settings, not among the work.
  setting?: boolean;
  // Its records are compared with each other: duplicates are found.
  compared?: boolean;
  list: string[];
  layout: LayoutSection[];
  // What a new one is asked for; nothing: what the screen finds useful.
  quick_create?: string[] | null;
  board?: { field: string; sum?: string | null } | null;
  owner?: string | null;
  // The reference that makes its records a tree.
  tree?: string | null;
  can: { create: boolean; update: boolean; delete: boolean; export: boolean };
  fields: Field[];
  related: { object: string; field: string; label: string }[];
  actions: Action[];
};

export type Reference = { object: string; id: string; title: string; [field: string]: unknown };

export type Row = {
  id: string;
  version: number;
  created_at?: string;
  updated_at?: string;
  created_by?: string | null;
  updated_by?: string | null;
  deleted_at?: string | null;
  expanded?: Record<string, Reference | Reference[] | null>;
  [field: string]: unknown;
};

export type Page = { records: Row[]; next: string | null; count?: number; estimated?: boolean };

export type Money = { amount: string; currency: string };
export type Labelled = { value: string; label?: string | null };
export type Address = {
  street?: string | null;
  city?: string | null;
  region?: string | null;
  postal_code?: string | null;
  country?: string | null;
};

export type FieldChange = { field: string; label?: string; old: unknown; new: unknown };

export type RecordChange = {
  object: string;
  record: string;
  title: string;
  verb: "create" | "update" | "delete" | "restore";
  fields: FieldChange[];
};

export type ChangeSet = {
  id: string;
  seq: number;
  at: string;
  actor: string | null;
  actor_name?: string | null;
  origin: string;
  label: string;
  undoes: string | null;
  undone_by: string | null;
  undone_at?: string;
  undone_by_name?: string;
  records: number;
  kind?: "merge" | "unmerge" | null;
  changes: RecordChange[];
};

export type TimelineEntry = {
  at: string;
  kind: "activity" | "change" | "file" | "stage";
  actor?: string | null;
  actor_name?: string | null;
  object?: string;
  id?: string;
  title?: string | null;
  body?: string | null;
  activity_kind?: string | null;
  done?: boolean;
  due_at?: string | null;
  change?: string | null;
  fields?: FieldChange[];
};

export type Me = {
  id: string;
  name: string;
  email: string;
  role: string;
  role_name: string;
  team?: string | null;
  language: string;
  zone: string;
  company: string;
  currency: string;
  preferences: Record<string, unknown>;
  // The administrator who looks as this person.
  viewed_by?: { id: string; name: string };
};

export type Session = { user: Me; csrf: string; csrf_header: string };

export type SearchResult = {
  object: string;
  id: string;
  title: string;
  subtitle?: string | null;
  matched?: string | null;
  // In pieces, every second one found; only where something was.
  title_parts?: string[];
  matched_parts?: string[];
  score?: number;
};

// What is suggested is written as the first result has it; only where none has the words typed.
export type SearchAnswer = { results: SearchResult[]; did_you_mean?: string };

export type Conflict = {
  field: string;
  base: unknown;
  yours: unknown;
  theirs: unknown;
  theirs_by?: string | null;
  theirs_at?: string | null;
};

export type UndoConflict = {
  object: string;
  record: string;
  title: string;
  field: string;
  // What it would be put back to, what the change had made of it, what it is now.
  back: unknown;
  then: unknown;
  now: unknown;
  // The change made the record: undone, it goes to the bin.
  removes: boolean;
  by: string | null;
  at: string | null;
};

export type ConflictCount = { object: string; field: string; count: number };

export type FieldProblem = { field?: string; rule?: string; message: string };

export type BulkResult = {
  change?: string | null;
  matched?: number;
  changed?: number;
  failed?: { id: string; problems: FieldProblem[] }[];
  job?: string;
};

export type Job = {
  id: string;
  kind: string;
  state: "waiting" | "running" | "done" | "failed";
  done: number;
  total: number;
  change?: string | null;
  error?: string | null;
  // What a failed one has to say beside its error, as an answer would.
  problem?: {
    cause?: string;
    problems?: FieldProblem[];
    conflicts?: unknown[];
    count?: number;
    fields?: ConflictCount[];
  } | null;
};

export type AggregateAnswer = {
  rows: Record<string, unknown>[];
  titles?: Record<string, string>;
  currency?: string;
  rates?: { currency: string; rate: string; on: string }[];
  zone?: string;
};

export type LiveChange = {
  seq: number;
  change: string;
  actor: string | null;
  origin: string;
  label: string;
  more?: boolean;
  records: { object: string; id: string; verb: string; version?: number; fields?: string[] }[];
};
