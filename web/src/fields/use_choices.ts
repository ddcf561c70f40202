import { useQuery } from "@tanstack/react-query";
import { find_object, title_of, use_objects } from "../api/objects";
import { page_query } from "../api/records";
import type { Choice, Field, Row } from "../api/types";

// The choices of a field: written in its description, or kept as records (stages of a pipeline).

const tones: Record<string, string> = { won: "good", lost: "bad" };

export function choice_of_row(row: Row, label: string): Choice {
  const outcome = String(row.status ?? row.outcome ?? row.kind ?? row.key ?? "");
  const tone = typeof row.tone === "string" ? row.tone : tones[outcome];
  return { key: String(row.key ?? row.id), label: label || String(row.key ?? row.id), tone };
}

export function use_choices(field: Field, row?: Record<string, unknown>): Choice[] {
  const from = field.choices_from;
  const objects = use_objects();
  const object = from ? find_object(objects, from.object) : undefined;
  const sort = ["position", "rank", "order"].find((name) =>
    object?.fields.some((candidate) => candidate.name === name),
  );
  const { data } = useQuery({
    ...page_query(object?.plural ?? "", { limit: 200, sort }),
    enabled: !!object,
    staleTime: 60_000,
  });
  if (!from) return field.choices ?? [];
  const scope = from.scope ? row?.[from.scope] : undefined;
  const rows = (data?.records ?? []).filter(
    (candidate) => !scope || !from.scope || candidate[from.scope] === scope,
  );
  const seen = new Set<string>();
  return rows
    .map((candidate) => choice_of_row(candidate, title_of(object, candidate)))
    .filter((choice) => !seen.has(choice.key) && seen.add(choice.key));
}
