import { useRef, useState } from "react";
import { Problem } from "../../api/problem";
import type { Field, ObjectType, Row } from "../../api/types";
import { same_value } from "../../records/saving/merge";
import { say_problem } from "../../records/saving/problem_text";
import { save_fields } from "../../records/saving/save";

// What somebody types into one field that is always open. It stays until it is saved or dropped,
// whatever comes from elsewhere meanwhile; who else changed the same is found by the record as it
// was when the typing began.
export function use_typed(object: ObjectType, row: Row, field: Field) {
  const began_on = useRef<Row | null>(null);
  const [problem, set_problem] = useState<string | null>(null);
  // Counts what is over: what is shown may differ from what is kept now.
  const [ends, set_ends] = useState(0);

  function end() {
    began_on.current = null;
    set_problem(null);
    set_ends((last) => last + 1);
  }
  return {
    problem,
    ends,
    is_typing: () => began_on.current !== null,
    begin: () => {
      began_on.current ??= row;
    },
    drop: end,
    // `is_same`: whether that is what the field was, where it is compared otherwise than as it is.
    save: async (
      next: unknown,
      is_same = (was: unknown) => same_value(was, next),
    ): Promise<void> => {
      const seen = began_on.current ?? row;
      if (is_same(seen[field.name] ?? null)) return end();
      try {
        await save_fields(object, seen, { [field.name]: next });
        end();
      } catch (error) {
        const message = error instanceof Problem ? error.message_for(field.name) : undefined;
        set_problem(message ?? null);
        if (!message) say_problem(error);
      }
    },
  };
}
