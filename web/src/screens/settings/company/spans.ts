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

// A clock has no 24:00: the end of the day is its 00:00.
const shown = (time: string): string => clock(minutes_of(time) % minutes_a_day);

export function read_spans(text: unknown): Span[] {
  if (typeof text !== "string") return [];
  return [...text.matchAll(/(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})/g)].map(([, from, until]) => ({
    from: shown(from!),
    until: shown(until!),
  }));
}

const end_of = ({ until }: Span): number => minutes_of(until) || minutes_a_day;

// Nothing while one of them is half typed.
export function write_spans(spans: Span[]): string | null {
  if (spans.some((span) => !span.from || !span.until)) return null;
  return spans.map((span) => `${span.from}-${clock(end_of(span))}`).join(", ");
}

// What is offered when hours are added: a usual day, or the time after a break.
export function next_span(spans: Span[]): Span {
  const last = spans.at(-1);
  if (!last) return { from: "09:00", until: "17:00" };
  const from = Math.min(end_of(last) + 60, minutes_a_day - 60);
  return { from: clock(from), until: clock(Math.min(from + 180, minutes_a_day) % minutes_a_day) };
}

export const has_room = (spans: Span[]): boolean => {
  const last = spans.at(-1);
  return !last || end_of(last) <= minutes_a_day - 120;
};

export function hours_a_week(row: Record<string, unknown>): number {
  const minutes = days
    .flatMap((day) => read_spans(row[day]))
    .reduce((sum, span) => sum + end_of(span) - minutes_of(span.from), 0);
  return Math.round((minutes / 60) * 100) / 100;
}
