import type { Administration } from "../../../api/administration";
import { format_instant } from "../../../i18n/format";
import { w, w_count } from "../../../words/administration";
import { when_text } from "./measures";

// What an administrator should look at, each with the part of the page that tells more.

export type Part = "chores" | "queue" | "work" | "storage" | "speed" | "backup" | "secrets";
export type Need = { key: string; part: Part; text: string };

const day_ms = 86_400_000;
// From here on somebody waits for what the queue does.
const late_ms = 10 * 60_000;
const old_backup_ms = 7 * day_ms;

export function needs_of(facts: Administration, now = Date.now()): Need[] {
  const needs: Need[] = [];
  const add = (key: string, part: Part, text: string) => needs.push({ key, part, text });
  const failing = facts.chores.filter((chore) => chore.failures > 0).length;
  const halves = facts.work.filter((work) => work.may_retry).length;
  const { queue, backup, secrets } = facts;
  if (failing > 0) add("chores", "chores", w_count("needs_chores", failing));
  if (queue.set_aside > 0) add("queue", "queue", w_count("needs_queue", queue.set_aside));
  if (queue.oldest && now - Date.parse(queue.oldest) > late_ms)
    add("late", "queue", w("needs_queue_late", { when: format_instant(queue.oldest) }));
  if (halves > 0) add("work", "work", w_count("needs_work", halves));
  if (!backup) add("backup", "backup", w("needs_backup"));
  else if (!backup.is_well) add("backup", "backup", w("needs_backup_bad"));
  else if (now - Date.parse(backup.at) > old_backup_ms)
    add("backup", "backup", w("needs_backup_old", { when: when_text(backup.at, now) }));
  if (new Set(facts.servers.map((server) => server.version)).size > 1)
    add("versions", "backup", w("needs_versions"));
  if (secrets.error) add("secrets", "secrets", w("needs_secrets"));
  else if (secrets.closed > 0)
    add("secrets", "secrets", w_count("needs_secrets_closed", secrets.closed));
  return needs;
}
