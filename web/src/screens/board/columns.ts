import { useQuery } from "@tanstack/react-query";
import { field_of, find_object, title_of, use_objects } from "../../api/objects";
import { page_query } from "../../api/records";
import type { Field, ObjectType, Row } from "../../api/types";
import { choice_of_row } from "../../fields/use_choices";
import { is } from "../../records/filters/filter_text";

// The columns of a board: the choices of its field, or the stages of the chosen pipeline.

export type Outcome = "open" | "won" | "lost";
export type Column = {
  key: string;
  label: string;
  outcome: Outcome;
  chance: number | null;
  tone?: string | null;
  // Whether a lost card must say why.
  asks_reason: boolean;
  // Days after which a card that stays here is marked.
  rotting_days: number | null;
};

export function outcome_of(stage: Record<string, unknown>): Outcome {
  const word = String(stage.status ?? stage.outcome ?? stage.kind ?? "");
  return word === "won" || word === "lost" ? word : "open";
}

export function column_of_stage(object: ObjectType | undefined, row: Row, scope?: Row): Column {
  const choice = choice_of_row(row, title_of(object, row));
  const outcome = outcome_of(row);
  const tones: Record<Outcome, string | null> = { open: null, won: "good", lost: "bad" };
  return {
    key: choice.key,
    label: choice.label,
    outcome,
    chance: typeof row.probability === "number" ? row.probability : null,
    tone: tones[outcome],
    asks_reason: scope?.lost_reason_required === true,
    rotting_days: typeof row.rotting_days === "number" ? row.rotting_days : null,
  };
}

const column_of_choice = (choice: {
  key: string;
  label: string;
  tone?: string | null;
}): Column => ({
  ...choice,
  outcome: "open",
  chance: null,
  asks_reason: false,
  rotting_days: null,
});

const position_of = (row: Row) => Number(row.position ?? row.rank ?? row.order ?? 0);

export type BoardColumns = {
  columns: Column[] | undefined;
  error: unknown;
  retry: () => void;
  // The records that scope the columns: the pipelines, and which is shown.
  scope: { object: ObjectType; field: Field; rows: Row[]; chosen: string | null } | null;
};

export function use_columns(object: ObjectType, wanted: string | undefined): BoardColumns {
  const objects = use_objects();
  const field = field_of(object, object.board?.field ?? "");
  const stages = field?.choices_from ? find_object(objects, field.choices_from.object) : undefined;
  const scope_field = field_of(object, field?.choices_from?.scope ?? "");
  const scope_object = scope_field?.target ? find_object(objects, scope_field.target) : undefined;
  const scopes = useQuery({
    ...page_query(scope_object?.plural ?? "", { limit: 200 }),
    enabled: !!scope_object,
  });
  const rows = scopes.data?.records ?? [];
  const usual = rows.find((row) => row.is_default === true || row.default === true) ?? rows[0];
  const chosen = (rows.find((row) => row.id === wanted) ?? usual)?.id ?? null;
  const filter = scope_field && chosen ? is(scope_field.name, chosen) : undefined;
  const steps = useQuery({
    ...page_query(stages?.plural ?? "", { limit: 200, filter }),
    enabled: !!stages && (!scope_object || !!chosen),
  });
  const scope =
    scope_object && scope_field ? { object: scope_object, field: scope_field, rows, chosen } : null;
  const retry = () => void Promise.all([scopes.refetch(), steps.refetch()]);
  const error = scopes.error ?? steps.error;
  if (!stages)
    return { columns: (field?.choices ?? []).map(column_of_choice), error, retry, scope };
  const none = scopes.isSuccess && rows.length === 0;
  const pipeline = rows.find((row) => row.id === chosen);
  const columns = steps.data?.records
    .toSorted((one, other) => position_of(one) - position_of(other))
    .map((row) => column_of_stage(stages, row, pipeline));
  return { columns: columns ?? (none ? [] : undefined), error, retry, scope };
}
