// The hours of a day as they are kept ("09:00-12:30, 13:30-17:00") and as they are edited. Whether
// they are hours of a day is the server's to say.

export type Span = { from: string; until: string };

export const days = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

const minutes_a_day = 24 * 60;

function clock(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function minutes_of(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

// What a person types for a time of day: 9, 9:30, 0930, 5pm. What is none stays as it is, so that
// the server says so.
export function read_time(typed: string): string {
  const [, hours, minutes = "00", half] =
    typed.trim().match(/^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$/i) ?? [];
  if (!hours) return typed.trim();
  const past_noon = half ? (half.toLowerCase() === "pm" ? 12 : 0) : null;
  const hour = past_noon === null ? Number(hours) : (Number(hours) % 12) + past_noon;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}

export function read_spans(text: unknown): Span[] {
  if (typeof text !== "string") return [];
  return [...text.matchAll(/(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})/g)].map(([, from, until]) => ({
    from: read_time(from!),
    until: read_time(until!),
  }));
}

// Nothing while one of them is half typed.
export function write_spans(spans: Span[]): string | null {
  if (spans.some((span) => !span.from || !span.until)) return null;
  return spans.map((span) => `${read_time(span.from)}-${read_time(span.until)}`).join(", ");
}

// What is offered when hours are added: a usual day, or the time after a break.
export function next_span(spans: Span[]): Span {
  const last = spans.at(-1);
  if (!last) return { from: "09:00", until: "17:00" };
  const from = Math.min(minutes_of(last.until) + 60, minutes_a_day - 60);
  return { from: clock(from), until: clock(Math.min(from + 180, minutes_a_day)) };
}

export const has_room = (spans: Span[]): boolean => {
  const last = spans.at(-1);
  return !last || minutes_of(last.until) <= minutes_a_day - 120;
};

export function hours_a_week(row: Record<string, unknown>): number {
  const minutes = days
    .flatMap((day) => read_spans(row[day]))
    .reduce((sum, span) => sum + minutes_of(span.until) - minutes_of(span.from), 0);
  return Math.round((minutes / 60) * 100) / 100;
}
