// What every chart draws: one mark a row, with its figure in words and the way to its rows.

export type Tone = "accent" | "good" | "bad" | "warn" | "calm" | "quiet";

export type Mark = {
  key: string;
  label: string;
  value: number;
  // The figure as it is read: "€1.2M".
  shown: string;
  // Exact, where `shown` is short; also what is read aloud and stands in the table.
  exact?: string;
  // Beside the figure: "630 deals".
  note?: string;
  // The address of the rows behind it.
  href?: string;
  tone?: Tone;
};

export type Series = { key: string; label: string; tone: Tone; marks: Mark[] };

export const words_of_mark = (mark: Mark): string =>
  [`${mark.label}: ${mark.exact ?? mark.shown}`, mark.note].filter(Boolean).join(", ");

// Tones that follow each other for series without a meaning of their own.
const in_order: Tone[] = ["accent", "calm", "good", "warn", "quiet", "bad"];
export const tone_at = (place: number): Tone => in_order[place % in_order.length]!;
