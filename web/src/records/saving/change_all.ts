import { type BulkWork, change_many, type Selection } from "../../api/records";
import type { ObjectType } from "../../api/types";
import { t_count } from "../../i18n";
import { wait_for_job } from "./job";
import { say } from "./toasts";
import { announce_change } from "./undo";

export type Many = { selection: Selection; count: number };

// One change to many records: waits for long ones, says with Undo what was done and then what could
// not be. Throws the Problem when nothing was.
export async function change_all(
  object: ObjectType,
  many: Many,
  work: BulkWork,
  text: (count: number) => string,
) {
  const { body, change } = await change_many(object.plural, many.selection, work);
  if (body.job) {
    const job = await wait_for_job(body.job, object.label_plural);
    announce_change(job.change, text(job.done), [object.plural]);
    return;
  }
  const changed = body.changed ?? many.count;
  const failed = body.failed ?? [];
  if (changed > 0 || failed.length === 0) {
    announce_change(change ?? body.change, text(changed), [object.plural]);
  }
  if (failed.length === 0) return;
  const why = new Set(failed.flatMap((one) => one.problems.map((problem) => problem.message)));
  say({
    text: t_count("bulk_failed", failed.length),
    detail: [...why].slice(0, 3).join(" "),
    tone: "bad",
  });
}
