import { amount_in } from "../../api/amount";
import type { AggregateAnswer, Money } from "../../api/types";

// The totals of the columns, and how they move at once when a card does. Amounts are counted in
// hundredths as whole numbers, so that moving a card there and back leaves the same figure.

export type Total = { count: number; sum: number; weighted: number | null };
export type Moving = {
  amount: unknown;
  // Chances in percent, of the stage left and of the stage reached; null where there are none.
  from_chance: number | null;
  to_chance: number | null;
};

const empty: Total = { count: 0, sum: 0, weighted: null };

const cents = (amount: number) => Math.round(amount * 100);

// An amount in the currency of the totals, with the rates that the totals were made with.
export function in_base(value: unknown, answer: AggregateAnswer): number {
  const amount = amount_in(value);
  const currency = typeof value === "object" && value ? (value as Money).currency : undefined;
  if (!currency || !answer.currency || currency === answer.currency) return amount;
  const rate = answer.rates?.find((one) => one.currency === currency);
  return rate ? amount * Number(rate.rate) : amount;
}

type Names = { field: string; sum?: string | null };

export function measures_of({ sum }: Names, weighted: boolean): string {
  return ["count", sum && `sum(${sum})`, sum && weighted && `weighted(${sum})`]
    .filter(Boolean)
    .join(",");
}

export function total_in(answer: AggregateAnswer | undefined, names: Names, key: string): Total {
  const row = answer?.rows.find((one) => one[names.field] === key);
  if (!row) return empty;
  const weighted = row[`weighted(${names.sum})`];
  return {
    count: Number(row.count ?? 0),
    sum: amount_in(row[`sum(${names.sum})`]),
    weighted: weighted === undefined || weighted === null ? null : amount_in(weighted),
  };
}

export function total_of_all(answer: AggregateAnswer | undefined, names: Names, keys: string[]) {
  return keys.reduce<Total>((all, key) => {
    const one = total_in(answer, names, key);
    return {
      count: all.count + one.count,
      sum: (cents(all.sum) + cents(one.sum)) / 100,
      weighted:
        one.weighted === null
          ? all.weighted
          : (cents(all.weighted ?? 0) + cents(one.weighted)) / 100,
    };
  }, empty);
}

// The answer as it will be once the card has moved.
export function with_card_moved(
  answer: AggregateAnswer,
  names: Names,
  from: string,
  to: string,
  card: Moving,
): AggregateAnswer {
  if (from === to) return answer;
  const amount = in_base(card.amount, answer);
  const rows = answer.rows.some((row) => row[names.field] === to)
    ? answer.rows
    : [...answer.rows, { [names.field]: to, count: 0 }];
  return {
    ...answer,
    rows: rows.map((row) => {
      const key = row[names.field];
      if (key === from) return changed(row, names, -1, -amount, chance(card.from_chance));
      if (key === to) return changed(row, names, 1, amount, chance(card.to_chance));
      return row;
    }),
  };

  function chance(percent: number | null): number | null {
    const known = answer.rows.some((row) => `weighted(${names.sum})` in row);
    return known ? (percent ?? 0) / 100 : null;
  }
}

type Counted = Record<string, unknown>;

function changed(row: Counted, names: Names, count: number, amount: number, chance: number | null) {
  const next: Counted = { ...row, count: Math.max(0, Number(row.count ?? 0) + count) };
  if (names.sum) next[`sum(${names.sum})`] = added(row[`sum(${names.sum})`], amount);
  if (names.sum && chance !== null) {
    const name = `weighted(${names.sum})`;
    next[name] = added(row[name], amount * chance);
  }
  return next;
}

// Money stays money, a number a number.
function added(value: unknown, amount: number): unknown {
  const result = (cents(amount_in(value)) + cents(amount)) / 100;
  if (typeof value === "object" && value) return { ...value, amount: result.toFixed(2) };
  return typeof value === "number" ? result : { amount: result.toFixed(2) };
}
