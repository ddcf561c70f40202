// What the browser knows of zones and currencies, always with the one that is set.

const with_chosen = (all: string[], chosen: string | undefined): string[] =>
  chosen && !all.includes(chosen) ? [chosen, ...all] : all;

const supported = (what: "timeZone" | "currency"): string[] => {
  try {
    return Intl.supportedValuesOf(what);
  } catch {
    return [];
  }
};

export const zones = (chosen?: string) => with_chosen(["UTC", ...supported("timeZone")], chosen);
export const currencies = (chosen?: string) => with_chosen(supported("currency"), chosen);
