import { current_zone } from "../i18n/format";

// Between an instant and what the clock on the person's wall says. Zones move their clocks, so the
// way back is found by asking the zone, twice at most.

export type Wall = { date: string; time: string };

export function wall_of(iso: string, zone = current_zone()): Wall {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "00";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

export function instant_of(wall: Wall, zone = current_zone()): string {
  const wanted = Date.parse(`${wall.date}T${wall.time}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round++) {
    const seen = wall_of(new Date(guess).toISOString(), zone);
    guess += wanted - Date.parse(`${seen.date}T${seen.time}:00Z`);
  }
  return new Date(guess).toISOString().replace(".000Z", "Z");
}
