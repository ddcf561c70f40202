import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Candidate, dismiss_pair, typed_query } from "../../api/duplicates";
import type { ObjectType } from "../../api/types";
import { is_empty } from "../../fields/kind";

const pause_ms = 350;

// Whom the values of a form might be, asked when the typing pauses.
export function use_typed_duplicates(object: ObjectType, values: Record<string, unknown>) {
  const [dismissed, set_dismissed] = useState<Candidate[]>([]);
  const asked: Record<string, unknown> = {};
  for (const field of object.fields)
    if (field.matched && !is_empty(values[field.name])) asked[field.name] = values[field.name];
  const [settled] = useDebouncedValue(JSON.stringify(asked), pause_ms);
  const { data } = useQuery({
    ...typed_query(object.plural, JSON.parse(settled) as object),
    enabled: !!object.compared && settled !== "{}",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const known = new Set(dismissed.map((one) => one.id));
  return {
    candidates:
      object.compared && settled !== "{}" ? (data ?? []).filter((one) => !known.has(one.id)) : [],
    dismiss: (candidate: Candidate) => set_dismissed([...dismissed, candidate]),
    // What was said while it was typed is remembered once the record is there.
    remember: async (id: string) => {
      for (const one of dismissed)
        if (one.object === object.name)
          await dismiss_pair(object.name, id, one.id).catch(() => undefined);
      set_dismissed([]);
    },
  };
}
