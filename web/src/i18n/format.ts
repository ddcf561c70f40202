import { current_language } from "./index";

// Numbers, money, dates and times in the person's language and zone.

let zone = "UTC";
let base_currency = "EUR";

export function show_in_zone(name: string) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    zone = name;
  } catch {
    zone = "UTC";
  }
}

export const current_zone = () => zone;
export function count_in_currency(code: string) {
  base_currency = code || "EUR";
}
export const current_currency = () => base_currency;

// Intl objects cost far more to make than to use, so each kind is made once per language and zone.
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${current_language()}${JSON.stringify(options)}`;
  let format = made.get(key) as Intl.NumberFormat | undefined;
  if (!format) {
    format = new Intl.NumberFormat(locale(), options);
    made.set(key, format);
  }
  return format;
}

function times(options: Intl.DateTimeFormatOptions, in_zone = zone): Intl.DateTimeFormat {
  const key = `t${current_language()}${in_zone}${JSON.stringify(options)}`;
  let format = made.get(key) as Intl.DateTimeFormat | undefined;
  if (!format) {
    format = new Intl.DateTimeFormat(locale(), { ...options, timeZone: in_zone });
    made.set(key, format);
  }
  return format;
}

function locale(): string {
  const language = current_language();
  // The browser's own region where it speaks the same language: en-GB writes dates unlike en-US.
  const own = typeof navigator === "undefined" ? undefined : navigator.language;
  return own?.startsWith(language) ? own : language;
}

export function format_number(value: number, decimals?: number): string {
  return numbers({
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals ?? 6,
  }).format(value);
}

export function format_percent(value: number): string {
  return numbers({ style: "percent", maximumFractionDigits: 2 }).format(value / 100);
}

type MoneyLike = { amount: string | number; currency?: string | null };

// Whole amounts are shown without cents unless asked for, so that columns stay narrow.
export function format_money(money: MoneyLike, options: { exact?: boolean } = {}): string {
  const amount = Number(money.amount);
  const currency = money.currency || base_currency;
  const whole = Number.isInteger(amount) && !options.exact;
  try {
    return numbers({
      style: "currency",
      currency,
      ...(whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
    }).format(amount);
  } catch {
    return `${numbers({ maximumFractionDigits: 2 }).format(amount)} ${currency}`;
  }
}

// "€1.2M" for heads of columns and axes; the exact figure belongs in a tooltip.
export function format_money_short(money: MoneyLike): string {
  const currency = money.currency || base_currency;
  const amount = Number(money.amount);
  // German has no short word for a thousand.
  const short_from = current_language() === "de" ? 1_000_000 : 10_000;
  if (Math.abs(amount) < short_from) return format_money({ amount: Math.round(amount), currency });
  return numbers({
    style: "currency",
    currency,
    notation: "compact",
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  }).format(amount);
}

// A calendar date has no zone: it is formatted as written.
export function format_date(iso: string, style: "short" | "long" = "short"): string {
  const moment = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return iso;
  const options: Intl.DateTimeFormatOptions =
    style === "long"
      ? { weekday: "long", year: "numeric", month: "long", day: "numeric" }
      : { year: "numeric", month: "short", day: "numeric" };
  return times(options, "UTC").format(moment);
}

export function format_instant(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return times({ dateStyle: "medium", timeStyle: "short" }).format(moment);
}

export function format_instant_exact(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return `${times({ dateStyle: "full", timeStyle: "medium" }).format(moment)} (${zone})`;
}

// With the day of the week and the seconds: which of many moments it is.
export function format_moment(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return times({
    weekday: "short",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(moment);
}

export function format_time(iso: string): string {
  return times({ timeStyle: "short" }).format(new Date(iso));
}

// The calendar date that an instant falls on in the person's zone.
export function date_in_zone(moment: Date): string {
  if (days_in.zone !== zone) {
    days_in = {
      zone,
      format: new Intl.DateTimeFormat("en-CA", {
        timeZone: zone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      }),
    };
  }
  return days_in.format!.format(moment);
}

let days_in: { zone: string; format: Intl.DateTimeFormat | null } = { zone: "", format: null };

export const today = () => date_in_zone(new Date());

export function days_between(from: string, to: string): number {
  const day = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  return Math.round((day(to) - day(from)) / 86_400_000);
}

let nearness: { language: string; format: Intl.RelativeTimeFormat } | null = null;

function relative(amount: number, unit: Intl.RelativeTimeFormatUnit): string {
  const language = locale();
  if (nearness?.language !== language) {
    const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "long" });
    nearness = { language, format };
  }
  return nearness.format.format(amount, unit);
}

// "yesterday", "in 3 days"; further away than a week the date itself.
export function format_date_near(iso: string): string {
  const distance = days_between(today(), iso);
  return Math.abs(distance) <= 6 ? relative(distance, "day") : format_date(iso);
}

// "2 minutes ago", "yesterday"; further away than a week the date itself.
export function format_instant_near(iso: string, now = Date.now()): string {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) return iso;
  const seconds = Math.round((moment - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return relative(0, "second");
  if (size < 45 * 60) return relative(Math.round(seconds / 60), "minute");
  const date = date_in_zone(new Date(moment));
  const distance = days_between(date_in_zone(new Date(now)), date);
  if (distance === 0) return relative(Math.round(seconds / 3600), "hour");
  return Math.abs(distance) <= 6 ? relative(distance, "day") : format_date(date);
}

// How the person writes numbers, for reading what is typed: the decimal mark of the language.
export function decimal_mark(): "," | "." {
  return numbers({ minimumFractionDigits: 1 }).format(1.5).includes(",") ? "," : ".";
}

// "1.234,50" or "1,234.50" to "1234.50"; null when it is not a number.
export function parse_decimal(text: string): string | null {
  let plain = text.trim().replace(/[\s'’\u00a0\u202f]/g, "");
  const mark = decimal_mark();
  const other = mark === "," ? "." : ",";
  const marks_other = plain.split(other).length - 1;
  if (plain.includes(mark)) plain = plain.split(other).join("");
  // "1.5" typed by somebody whose mark is the comma: thousands only when the groups fit.
  else if (marks_other > 1 || (marks_other === 1 && /^\W?\d{1,3}[.,]\d{3}$/.test(plain)))
    plain = plain.split(other).join("");
  plain = plain.replace(",", ".");
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? plain.replace(/^\+/, "") : null;
}
