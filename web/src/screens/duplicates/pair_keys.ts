import { useNavigate } from "@tanstack/react-router";
import type { Pair } from "../../api/duplicates";
import { find_object, use_objects } from "../../api/objects";
import { use_keys } from "../../keys/use_keys";
import { merge_path } from "../../records/merge_path";
import { w } from "../../words/duplicates";

const stops = "[data-pair]";

const all_stops = () => [...document.querySelectorAll<HTMLElement>(stops)];

function walk(by: number) {
  const all = all_stops();
  const here = all.indexOf((document.activeElement as HTMLElement | null)?.closest(stops) as never);
  const next = here < 0 ? 0 : Math.max(0, Math.min(all.length - 1, here + by));
  all[next]?.focus();
  all[next]?.scrollIntoView({ block: "nearest" });
}

// J and K walk over the pairs, M merges, N sets apart. The focus moves on before its pair goes.
export function use_pair_keys(pairs: Pair[], dismiss: (pair: Pair) => Promise<void>) {
  const objects = use_objects();
  const navigate = useNavigate();
  const group = w("keys");
  const focused = (): Pair | undefined => {
    const stop = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>(stops);
    return pairs.find((pair) => `${pair.a.id} ${pair.b.id}` === stop?.dataset.pair);
  };
  const with_focused = (work: (pair: Pair) => void) => () => {
    const pair = focused();
    if (pair) work(pair);
    else walk(0);
  };
  use_keys([
    { press: "j", label: w("key_down"), group, run: () => walk(1) },
    { press: "k", label: w("key_up"), group, run: () => walk(-1) },
    { press: "arrowdown", label: w("key_down"), group, hidden: true, run: () => walk(1) },
    { press: "arrowup", label: w("key_up"), group, hidden: true, run: () => walk(-1) },
    {
      press: "m",
      label: w("key_merge"),
      group,
      run: with_focused((pair) => void navigate({ to: merge_path(pair) })),
    },
    {
      press: "n",
      label: w("key_not_same"),
      group,
      run: with_focused((pair) => {
        const last = all_stops().at(-1);
        walk(last === document.activeElement ? -1 : 1);
        void dismiss(pair);
      }),
    },
    {
      press: "enter",
      label: w("key_open"),
      group,
      run: with_focused((pair) => {
        const plural = find_object(objects, pair.object)?.plural;
        if (plural) void navigate({ to: `/${plural}/${pair.a.id}` });
      }),
    },
  ]);
}
