// A name always has the same colour, on every screen and for everybody.

// Hues that stay apart for most kinds of colour blindness; the name is written beside them anyway.
const hues = [252, 282, 318, 346, 14, 32, 86, 142, 168, 190, 208, 228];

export function hash_of(text: string): number {
  let hash = 2166136261;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 16777619);
  }
  return hash >>> 0;
}

export const hue_of = (text: string): number => hues[hash_of(text) % hues.length]!;

export function initials_of(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return "?";
  const first = [...words[0]!][0]!;
  const last = words.length > 1 ? [...words[words.length - 1]!][0]! : "";
  return (first + last).toLocaleUpperCase();
}
