import { useQuery } from "@tanstack/react-query";
import { expand_of } from "../api/objects";
import { record_query } from "../api/records";
import type { ObjectType, Row } from "../api/types";

// One record with the titles of everything it refers to.
export function use_record(object: ObjectType, id: string, as_of?: string) {
  const expand = expand_of(object.fields);
  return useQuery({
    ...record_query(object.plural, id, { as_of, expand: expand || undefined }),
    // While one slides through time, what was shown stands until the next moment is here.
    placeholderData: (old?: Row) => (old?.id === id ? old : undefined),
  });
}
