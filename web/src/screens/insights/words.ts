import { words_of } from "../../i18n/words";

export const { w } = words_of(
  {
    title: "Insights",
    intro:
      "Questions about the work, answered with figures. Every figure opens the records behind it.",
    none: "There is nothing here that your role may ask.",
    no_such: "There is no insight of that name, or your role may not ask it.",
    export_csv: "Export as CSV",
    nothing: "Nothing was found. Other dates or another pipeline may show more.",
    how: "How this is counted",
  },
  {
    title: "Auswertungen",
    intro:
      "Fragen an die Arbeit, mit Zahlen beantwortet. Jede Zahl öffnet die Datensätze, aus denen sie kommt.",
    none: "Hier gibt es nichts, was Ihre Rolle fragen darf.",
    no_such: "Eine Auswertung dieses Namens gibt es nicht, oder Ihre Rolle darf sie nicht sehen.",
    export_csv: "Als CSV exportieren",
    nothing: "Nichts gefunden. Andere Daten oder eine andere Pipeline zeigen vielleicht mehr.",
    how: "Wie das gezählt wird",
  },
);
