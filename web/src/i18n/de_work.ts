import type { en_work } from "./en_work";

export const de_work: Record<keyof typeof en_work, string> = {
  as_of_on: "Stand vom {date}",
  as_of_now: "Jetzt",
  as_of_pick: "Den Stand eines Tages zeigen",
  as_of_past: "Sie sehen die Vergangenheit. Hier lässt sich nichts ändern.",
  back_to_now: "Zurück zu jetzt",
  week_ago: "Vor einer Woche",
  month_ago: "Vor einem Monat",
  quarter_ago: "Vor drei Monaten",
  year_ago: "Vor einem Jahr",
  everyone: "Alle",
  mine: "Meine",
  one_person: "Jemand anders",
  whose: "Wessen",
};
