// Axes: round numbers a person would choose, always from zero, so that lengths can be compared.

const steps = [1, 2, 2.5, 5, 10];

// The top of an axis that shows `largest` with about `wanted` lines.
export function ticks_to(largest: number, wanted = 4): number[] {
  if (!Number.isFinite(largest) || largest <= 0) return [0, 1];
  const rough = largest / wanted;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = steps.find((one) => one * size >= rough)! * size;
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => tidy(place * step));
}

// 0.30000000000000004 is no label.
const tidy = (value: number) => Number(value.toPrecision(12));

export type Band = { start: number; width: number };

// Equal places for `count` columns in `width`, each filling `share` of its place up to `widest`.
export function bands_in(width: number, count: number, share = 0.68, widest = 56): Band[] {
  if (count <= 0) return [];
  const place = width / count;
  const filled = Math.min(place * share, widest);
  return Array.from({ length: count }, (_, index) => ({
    start: index * place + (place - filled) / 2,
    width: filled,
  }));
}

// Labels that would run into each other are left out: every n-th stays, and always the last.
export function labels_that_fit(count: number, width: number, label_width: number): boolean[] {
  const fitting = Math.max(1, Math.floor(width / label_width));
  const every = Math.max(1, Math.ceil(count / fitting));
  return Array.from({ length: count }, (_, place) => (count - 1 - place) % every === 0);
}
