import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

// One cache for the page. Live events say when something is stale, so focus alone fetches nothing.
export const query_client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        error instanceof Problem &&
        ["offline", "unavailable", "broken"].includes(error.reason) &&
        count < 2,
    },
  },
});

// Was this read about one of these plurals? Keys begin with the plural they are about; an insight
// tells of several objects.
export function is_about(key: readonly unknown[], plurals: ReadonlySet<string>): boolean {
  const [head, objects] = key;
  if (head === "insight") return (objects as string[]).some((plural) => plurals.has(plural));
  return plurals.has(String(head));
}
