import { useState } from "react";
import { dismiss_pair, type Pair } from "../../api/duplicates";
import { find_object, use_objects } from "../../api/objects";
import { t } from "../../i18n";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";

const key_of = (pair: Pair) => `${pair.a.id} ${pair.b.id}`;

// A pair goes at once; what the server refuses comes back, and so does what is undone.
export function use_dismissal() {
  const objects = use_objects();
  const [gone, set_gone] = useState<ReadonlySet<string>>(new Set());
  const put = (pair: Pair, is_there: boolean) =>
    set_gone((before) => {
      const next = new Set(before);
      if (is_there) next.delete(key_of(pair));
      else next.add(key_of(pair));
      return next;
    });
  async function dismiss(pair: Pair) {
    put(pair, false);
    try {
      const { body } = await dismiss_pair(pair.object, pair.a.id, pair.b.id);
      const plural = find_object(objects, pair.object)?.plural ?? pair.object;
      const text = t("dismissed", { a: pair.a.title, b: pair.b.title });
      announce_change(body.change, text, ["duplicates", plural]);
    } catch (error) {
      say_problem(error);
    } finally {
      // The list that is read again does not have it.
      setTimeout(() => put(pair, true), 1500);
    }
  }
  return { is_gone: (pair: Pair) => gone.has(key_of(pair)), dismiss };
}
