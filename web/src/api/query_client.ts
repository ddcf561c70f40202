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
