import { useQuery } from "@tanstack/react-query";
import { use_object } from "../../../api/objects";
import { page_query } from "../../../api/records";
import type { ObjectType, Row } from "../../../api/types";

// The firm's one record.

type Company = {
  object: ObjectType | undefined;
  row: Row | undefined;
  error: unknown;
  refetch: () => void;
};

export function use_company(): Company {
  const object = use_object("company");
  const { data, error, refetch } = useQuery({
    ...page_query("companies", { limit: 1 }),
    enabled: !!object,
  });
  return { object, row: data?.records[0], error, refetch: () => void refetch() };
}
