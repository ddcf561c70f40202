import { words_of } from "../i18n/words";

export const { w, w_count } = words_of(
  {
    as_table: "Show as table",
    as_chart: "Show as chart",
    about_figure: "How this is counted",
    nothing_yet: "Nothing to show yet.",
    total: "Total",
    rose: "{what} rose {percent} on {before}",
    fell: "{what} fell {percent} on {before}",
    same: "{what} is the same as {before}",
    from_nothing: "{what}: {now}, after nothing in {before}",
    largest: "{label} holds {percent} of {what}",
    only: "All of {what} is in {label}",
  },
  {
    as_table: "Als Tabelle zeigen",
    as_chart: "Als Diagramm zeigen",
    about_figure: "Wie das gezählt wird",
    nothing_yet: "Noch nichts zu zeigen.",
    total: "Summe",
    rose: "{what}: {percent} mehr als {before}",
    fell: "{what}: {percent} weniger als {before}",
    same: "{what}: gleich wie {before}",
    from_nothing: "{what}: {now}, nach nichts in {before}",
    largest: "{label} hält {percent} von {what}",
    only: "{what} liegt ganz in {label}",
  },
);
