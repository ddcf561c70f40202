import { expect, test } from "vitest";
import type { Administration, Chore, LongWork } from "../../../api/administration";
import { needs_of } from "./attention";

const now = Date.parse("2026-05-20T12:00:00Z");

const chore: Chore = {
  name: "beat",
  label: "Says that this server lives",
  on: "each_server",
  every_s: 5,
  is_running: false,
  ran_at: "2026-05-20T11:59:58Z",
  took_us: 300,
  failures: 0,
  error: null,
  failed_at: null,
};
const work: LongWork = {
  id: "1",
  kind: "import",
  state: "failed",
  actor_name: "Ada",
  done: 1,
  total: 2,
  attempts: 1,
  at: "2026-05-20T11:00:00Z",
  seen_at: null,
  next_try_at: null,
  error: "The file is gone.",
  may_retry: false,
};
const well: Administration = {
  version: "1",
  database: "sqlite",
  servers: [],
  chores: [chore],
  queue: { waiting: 3, set_aside: 0, oldest: "2026-05-20T11:59:00Z", entries: [], next: null },
  work: [work],
  storage: { bytes: 1, day: null, tables: [], days: [] },
  routes: [],
  slow: [],
  backup: { at: "2026-05-19T12:00:00Z", file: "b.db", bytes: 1, is_well: true },
  secrets: { keys: 2, under_old_key: 1, closed: 0, error: null },
};
const parts = (facts: Partial<Administration>) =>
  needs_of({ ...well, ...facts }, now).map(({ part, text }) => `${part}: ${text}`);

test("what is well needs nothing, and neither does work that failed as a whole", () => {
  expect(parts({})).toEqual([]);
});

test("a failing chore, what was set aside, and half of a work", () => {
  const failing = { ...chore, failures: 2, error: "No." };
  expect(parts({ chores: [failing, chore] })).toEqual(["chores: 1 chore fails."]);
  expect(parts({ queue: { ...well.queue, set_aside: 2 } })).toEqual([
    "queue: 2 entries of the queue were set aside.",
  ]);
  expect(parts({ work: [{ ...work, may_retry: true }] })).toEqual([
    "work: 1 long work was set aside with half of it written.",
  ]);
});

test("a queue that is behind says since when", () => {
  const [said] = parts({ queue: { ...well.queue, oldest: "2026-05-20T11:30:00Z" } });
  expect(said).toMatch(/^queue: The queue is behind since .*2026.*11:30/);
});

test("no backup, an old one, one that was not sound", () => {
  const backup = { at: "2026-05-01T12:00:00Z", file: "b.db", bytes: 1, is_well: true };
  expect(parts({ backup: null })).toEqual(["backup: No backup is known."]);
  expect(parts({ backup })[0]).toMatch(/^backup: The last backup is old: .*2026/);
  expect(parts({ backup: { ...backup, is_well: false } })).toEqual([
    "backup: The last backup was not sound.",
  ]);
});

test("keys of secrets that cannot be read, and secrets that nothing opens", () => {
  const { secrets } = well;
  expect(parts({ secrets: { ...secrets, error: "Others may read the keys." } })).toEqual([
    "secrets: The keys of the secrets cannot be read.",
  ]);
  expect(parts({ secrets: { ...secrets, closed: 1 } })).toEqual([
    "secrets: 1 secret does not open: its key is lost.",
  ]);
});
