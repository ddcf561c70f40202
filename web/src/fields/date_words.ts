import { current_language } from "../i18n";
import { today } from "../i18n/format";

// Dates as people type them: "tomorrow", "fri", "+3", "21.11.", "11/21/2026", "2026-11-21".

const pad = (value: number) => String(value).padStart(2, "0");

export function add_days(iso: string, days: number): string {
  const moment = new Date(`${iso}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

function calendar_date(year: number, month: number, day: number): string | null {
  const iso = `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : null;
}

const words: Record<string, number> = {
  today: 0,
  heute: 0,
  tomorrow: 1,
  tom: 1,
  morgen: 1,
  yesterday: -1,
  gestern: -1,
  übermorgen: 2,
};
const weekdays = [
  ["sun", "so"],
  ["mon", "mo"],
  ["tue", "di"],
  ["wed", "mi"],
  ["thu", "do"],
  ["fri", "fr"],
  ["sat", "sa"],
];

export function parse_date_words(typed: string, now = today()): string | null {
  const written = typed.trim().toLowerCase();
  if (written in words) return add_days(now, words[written]!);
  const ahead = /^\+(\d{1,3})\s*([dtw]?)$/.exec(written);
  if (ahead) return add_days(now, Number(ahead[1]) * (ahead[2] === "w" ? 7 : 1));
  const weekday = weekdays.findIndex((names) => names.some((name) => named(written, name)));
  if (weekday >= 0) {
    const current = new Date(`${now}T00:00:00Z`).getUTCDay();
    return add_days(now, (weekday - current + 7) % 7 || 7);
  }
  return parse_figures(written, Number(now.slice(0, 4)));
}

// "fri", "friday", "fr", "freitag" but not "from".
function named(written: string, name: string): boolean {
  return written === name || (written.startsWith(name) && /(day|tag|woch|abend)/.test(written));
}

function parse_figures(written: string, this_year: number): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written);
  if (iso) return calendar_date(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const figures = /^(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{2}|\d{4}))?\.?$/.exec(written);
  if (!figures) return null;
  const year = figures[4] ? Number(figures[4]) + (figures[4].length === 2 ? 2000 : 0) : this_year;
  const first = Number(figures[1]);
  const second = Number(figures[3]);
  const month_first = figures[2] === "/" && month_comes_first();
  return month_first ? calendar_date(year, first, second) : calendar_date(year, second, first);
}

export function month_comes_first(): boolean {
  if (current_language() !== "en") return false;
  const own = typeof navigator === "undefined" ? "en-US" : navigator.language;
  return !own.startsWith("en") || own === "en-US" || own === "en";
}

// A date in the figures that the person would type, which parse_date_words reads back.
export function typed_date(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  if (current_language() === "de") return `${day}.${month}.${year}`;
  return month_comes_first() ? `${month}/${day}/${year}` : `${day}/${month}/${year}`;
}
