import { format_instant_near, format_number } from "../../../i18n/format";
import { w, w_count } from "./words";

// Sizes and times as they are said: short, with the unit that leaves two or three figures.

const units = ["B", "kB", "MB", "GB", "TB"];

export function size_text(bytes: number): string {
  let [size, place] = [Math.abs(bytes), 0];
  while (size >= 999.5 && place < units.length - 1) {
    size /= 1000;
    place += 1;
  }
  const decimals = place > 0 && size < 9.95 ? 1 : 0;
  return `${bytes < 0 ? "−" : ""}${format_number(rounded(size, decimals))} ${units[place]}`;
}

// What has grown says so; nothing where nothing has.
export function growth_text(bytes: number): string {
  if (bytes === 0) return "";
  return bytes > 0 ? `+${size_text(bytes)}` : size_text(bytes);
}

export function time_text(us: number): string {
  if (us < 999_500) {
    const ms = us / 1000;
    return `${format_number(rounded(ms, ms < 9.95 ? 1 : 0))} ms`;
  }
  const seconds = us / 1e6;
  if (seconds < 99.5) return `${format_number(rounded(seconds, seconds < 9.95 ? 1 : 0))} s`;
  return `${format_number(Math.round(seconds / 60))} min`;
}

const just_now_ms = 45_000;

// When it was, in the midst of a sentence.
export function when_text(iso: string, now = Date.now()): string {
  const is_now = Math.abs(now - Date.parse(iso)) < just_now_ms;
  return is_now ? w("just_now") : format_instant_near(iso, now);
}

const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));

// How often: in the largest unit that comes out even.
export function every_text(seconds: number): string {
  if (seconds <= 0) return w("on_notice");
  if (seconds % 86_400 === 0) return w_count("every_day", seconds / 86_400);
  if (seconds % 3600 === 0) return w_count("every_hour", seconds / 3600);
  if (seconds % 60 === 0) return w_count("every_minute", seconds / 60);
  return w_count("every_second", seconds);
}
