import { words_of } from "../i18n/words";

export const { w } = words_of(
  {
    as_table: "Show as table",
    as_chart: "Show as chart",
    about_figure: "How this is counted",
    nothing_yet: "Nothing to show yet.",
  },
  {
    as_table: "Als Tabelle zeigen",
    as_chart: "Als Diagramm zeigen",
    about_figure: "Wie das gezählt wird",
    nothing_yet: "Noch nichts zu zeigen.",
  },
);
