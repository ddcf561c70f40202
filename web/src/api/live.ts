import type { QueryClient } from "@tanstack/react-query";
import { base } from "./client";
import { derived_from, described_query } from "./objects";
import { is_about } from "./query_client";
import type { LiveChange } from "./types";
import { with_view } from "./view_as";

// One event stream for the page. Changes of others make what is on screen stale, so that it is
// read again without anybody pressing reload. Bursts (an import) are gathered and
// cost one read.

const gather_ms = 250;
const quiet_after_burst_ms = 1500;

export type LiveListener = (change: LiveChange) => void;

export function follow_changes(client: QueryClient, listener?: LiveListener): () => void {
  const source = new EventSource(with_view(`${base}/events`), { withCredentials: true });
  const plurals = new Set<string>();
  const names = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last_refresh = 0;

  function refresh() {
    timer = null;
    last_refresh = Date.now();
    const keys = new Set([...plurals, "changes"]);
    const objects = client.getQueryData(described_query.queryKey)?.objects ?? [];
    const told = new Set(derived_from(objects, names).map((object) => object.plural));
    plurals.clear();
    names.clear();
    if (keys.has("layouts")) keys.add("objects");
    client.invalidateQueries({
      predicate: (query) => {
        const [head, what] = query.queryKey;
        // A record tells of others, too: an account of its deals.
        if (what === "record" && told.has(String(head))) return true;
        return is_about(query.queryKey, keys) || what === "timeline" || head === "search";
      },
    });
  }

  source.addEventListener("change", (event) => {
    const change = JSON.parse((event as MessageEvent<string>).data) as LiveChange;
    const objects = client.getQueryData(described_query.queryKey)?.objects ?? [];
    for (const record of change.records) {
      const object = objects.find((candidate) => candidate.name === record.object);
      if (object) plurals.add(object.plural);
      names.add(record.object);
      // What is shared, or no more, stands in lists of any kind.
      if (record.object === "share") for (const one of objects) plurals.add(one.plural);
    }
    if (change.more) for (const object of objects) plurals.add(object.plural);
    listener?.(change);
    const since = Date.now() - last_refresh;
    timer ??= setTimeout(refresh, since < quiet_after_burst_ms ? quiet_after_burst_ms : gather_ms);
  });
  // Objects or fields are others now: what was read of them, and the lists that show them.
  source.addEventListener("definitions", () => void client.invalidateQueries());
  source.addEventListener("reset", () => void client.invalidateQueries());

  return () => {
    if (timer) clearTimeout(timer);
    source.close();
  };
}
