import { use_keys } from "../../keys/use_keys";
import { w } from "../../words/my_day";

// Walking over everything of the day with J and K; D does the activity that has the focus.

const stops = "[data-activity], [data-deal]";

function walk(by: number) {
  const all = [...document.querySelectorAll<HTMLElement>(stops)];
  const here = all.indexOf(document.activeElement as HTMLElement);
  const next = here < 0 ? 0 : Math.max(0, Math.min(all.length - 1, here + by));
  all[next]?.focus();
  all[next]?.scrollIntoView({ block: "nearest" });
}

// The focus moves on before its row goes, so that D can be pressed again.
export function focused_activity(): string | null {
  const here = document.activeElement as HTMLElement | null;
  return (
    here?.closest("li")?.querySelector<HTMLElement>("[data-activity]")?.dataset.activity ?? null
  );
}

type Work = { done: (id: string) => void; plan: () => void; step: (deal: string) => void };

export function use_day_keys({ done, plan, step }: Work) {
  const group = w("keys");
  use_keys([
    { press: "j", label: w("key_down"), group, run: () => walk(1) },
    { press: "k", label: w("key_up"), group, run: () => walk(-1) },
    { press: "arrowdown", label: w("key_down"), group, hidden: true, run: () => walk(1) },
    { press: "arrowup", label: w("key_up"), group, hidden: true, run: () => walk(-1) },
    {
      press: "d",
      label: w("key_done"),
      group,
      run: () => {
        const id = focused_activity();
        if (!id) return walk(0);
        walk(1);
        done(id);
      },
    },
    { press: "n", label: w("key_plan"), group, run: plan },
    {
      press: "s",
      label: w("key_step"),
      group,
      run: () => {
        const deal = (document.activeElement as HTMLElement | null)?.dataset.deal;
        if (deal) step(deal);
      },
    },
  ]);
}
