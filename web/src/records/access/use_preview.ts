import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { Preview } from "../../api/access";

// Asks a moment after the last change, so that a row of clicks is one question.
export function use_preview(
  key: string,
  wanted: Record<string, unknown> | null,
  ask: (wanted: Record<string, unknown>) => Promise<Preview>,
) {
  const [settled] = useDebouncedValue(wanted, 300);
  const query = useQuery({
    queryKey: ["access_preview", key, settled],
    queryFn: () => ask(settled ?? {}),
    enabled: !!settled && !!wanted,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return { ...query, data: settled === wanted ? query.data : undefined };
}
