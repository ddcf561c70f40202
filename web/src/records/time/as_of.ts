import { shown_now } from "../../api/moment";
import { add_days } from "../../fields/date_words";
import { instant_of, wall_of } from "../../fields/wall_time";
import { date_in_zone } from "../../i18n/format";

// Today, or the day on screen: what "this quarter" and "overdue" are told from.
export const day_on_screen = (): string => date_in_zone(shown_now());

// "As it was on 1 March" means at the end of that day where the person is.
export function as_of_day(day: string, now = new Date()): string | null {
  const end = Date.parse(instant_of({ date: add_days(day, 1), time: "00:00" })) - 1000;
  if (end >= now.getTime()) return null;
  return new Date(end).toISOString().replace(".000Z", "Z");
}

// A bare date in the address is its first moment where the person is.
export const instant_of_as_of = (as_of: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(as_of) ? instant_of({ date: as_of, time: "00:00" }) : as_of;

export const day_of_as_of = (as_of: string): string => wall_of(instant_of_as_of(as_of)).date;
