import type { words_company_en } from "./words_company_en";

export const words_company_de: Record<keyof typeof words_company_en, string> = {
  company_hint: "Was alle teilen. Summen erscheinen in der Währung der Firma.",
  history: "Verlauf",
  history_hint: "Was hier geändert wurde, von wem, und der Weg zurück.",
  remove_logo: "Logo entfernen",
  logo_of: "Logo von {name}",

  rates_hint:
    "Was eine Einheit in {currency} wert ist. Summen nehmen den jüngsten Kurs, der schon gilt.",
  rates_now: "Gilt heute",
  rate_now: "1 {code} = {rate} {currency}",
  rate_since: "seit {day}",
  rate_always: "von Anfang an",
  rate_next: "ab {day}: {rate}",
  rate_not_begun: "Noch gilt kein Kurs",
  rate_counts: "gilt heute",

  hours_hint: "Wann die Firma arbeitet: wonach Uhren und Fristen gehen.",
  hours_none: "Es gibt noch keine Arbeitszeiten: Uhren laufen Tag und Nacht.",
  add_hours: "Arbeitszeiten hinzufügen",
  works_by: "Nach diesen Zeiten arbeitet die Firma",
  work_by: "Nach diesen Zeiten arbeiten",
  week_of_one: "{count} Stunde in der Woche",
  week_of_other: "{count} Stunden in der Woche",
  closed: "geschlossen",
  from: "{day} von {name}, ab",
  until: "{day} von {name}, bis",
  dash: "bis",
  add_span: "Zeiten hinzufügen am {day} von {name}",
  remove_span: "{span} entfernen am {day} von {name}",
  as_monday: "Montag bis Freitag wie am Montag",
  as_monday_of: "Montag bis Freitag wie am Montag: {name}",
  holidays: "Feiertage",
  holidays_hint: "Tage, an denen nach diesen Zeiten niemand arbeitet, ab diesem Jahr.",
  all_holidays_of: "Alle Feiertage von {name} als Liste",
};
