import type { Insight, InsightInput } from "../../api/insights";
import type { Field } from "../../api/types";
import { type Search, write_search } from "../address";

// Inputs of insights stand in the address by their names. `usual` is what a screen begins with.

export type Usual = Record<string, string>;

const own_dates = (search: Search) => !!(search.from || search.to);

// What this insight is asked, of what the address says: what it does not know is not asked.
export function input_of(insight: Insight, search: Search, usual: Usual = {}): InsightInput {
  const input: InsightInput = {};
  for (const { name } of insight.input) {
    const value = search[name] || usual[name];
    if (value && !(name === "period" && own_dates(search))) input[name] = value;
  }
  return input;
}

// The inputs of several insights, each once.
export function fields_of(insights: Insight[]): Field[] {
  const fields = new Map<string, Field>();
  for (const insight of insights) {
    for (const field of insight.input) if (!fields.has(field.name)) fields.set(field.name, field);
  }
  return [...fields.values()];
}

export const has_own_dates = own_dates;

export const insight_address = (name: string, input: InsightInput): string =>
  `/insights/${name}${write_search(input)}`;
