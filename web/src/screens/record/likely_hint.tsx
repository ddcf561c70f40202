import { useQuery } from "@tanstack/react-query";
import { type Candidate, candidates_query, dismiss_pair } from "../../api/duplicates";
import { title_of } from "../../api/objects";
import type { ObjectType, Row } from "../../api/types";
import { t } from "../../i18n";
import { LikelyNote } from "../../records/forms/likely";
import { merge_path } from "../../records/merge_path";
import { say_problem } from "../../records/saving/problem_text";
import { announce_change } from "../../records/saving/undo";

// Says on a record's page that it may be there twice.
export function LikelyHint({ object, row }: { object: ObjectType; row: Row }) {
  const is_asked = !!object.compared && !row.deleted_at;
  const { data } = useQuery({
    ...candidates_query(object.plural, row.id),
    enabled: is_asked,
    retry: false,
  });
  // Of a lead the contact is no twin: it is what the conversion asks about.
  const candidates = (data ?? []).filter((one) => one.object === object.name);
  if (!is_asked || candidates.length === 0) return null;
  async function dismiss(candidate: Candidate) {
    try {
      const { body } = await dismiss_pair(object.name, row.id, candidate.id);
      const text = t("dismissed", { a: title_of(object, row), b: candidate.title });
      announce_change(body.change, text, [object.plural, "duplicates"]);
    } catch (error) {
      say_problem(error);
    }
  }
  const may = object.can.update;
  return (
    <LikelyNote
      title={t("likely_of_record")}
      candidates={candidates}
      on_dismiss={may ? (candidate) => void dismiss(candidate) : undefined}
      compare={(candidate) =>
        may ? merge_path({ object: object.name, a: { id: row.id }, b: candidate }) : null
      }
    />
  );
}
