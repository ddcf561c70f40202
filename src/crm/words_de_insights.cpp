// German for what people ask and for what they do: insights, their sentences, actions.
#include "crm/words.h"

namespace comity::crm {

record::Dictionary german_insight_words()
{
    return {
        // Actions.
        {"Convert", "Umwandeln"},
        {"Disqualify", "Disqualifizieren"},
        {"Mark as done", "Erledigt"},
        {"Reopen", "Wieder aufnehmen"},
        // Insights, and what they answer.
        {"All deals by stage", "Alle Deals nach Phase"},
        {"Deals by the stage that they are in: how many, their value, and their value times the "
         "probability of each.",
         "Deals nach ihrer Phase: wie viele, ihr Wert, und ihr Wert mal der Wahrscheinlichkeit "
         "eines jeden."},
        {"Forecast", "Prognose"},
        {"Open deals by the month in which they are expected to close, or by another date: value, "
         "and value times probability.",
         "Offene Deals nach dem Monat des erwarteten Abschlusses oder nach einem anderen Datum: "
         "Wert, und Wert mal Wahrscheinlichkeit."},
        {"Lost deals by reason", "Verlorene Deals nach Grund"},
        {"Deals that were lost, by the reason that was given.",
         "Verlorene Deals nach dem Grund, der genannt wurde."},
        {"Open value by stage", "Offener Wert nach Phase"},
        {"Open deals by the stage that they are in: their value, and their value times the "
         "probability of each.",
         "Offene Deals nach ihrer Phase: ihr Wert, und ihr Wert mal der Wahrscheinlichkeit eines "
         "jeden."},
        {"Open value over time", "Offener Wert über die Zeit"},
        {"Deals that had started by that day and were not closed yet, with the amounts that they "
         "have now.",
         "Deals, die an dem Tag begonnen und noch nicht abgeschlossen waren, mit den Beträgen, "
         "die sie jetzt haben."},
        {"Pipeline in figures", "Die Pipeline in Zahlen"},
        {"What is open, what was won and how often, and what waits for a next step.",
         "Was offen ist, was gewonnen wurde und wie oft, und was auf einen nächsten Schritt "
         "wartet."},
        {"Win rate", "Abschlussquote"},
        {"Won deals as a share of all that were closed: won / (won + lost), in percent.",
         "Gewonnene Deals als Anteil aller abgeschlossenen: gewonnen / (gewonnen + verloren), in "
         "Prozent."},
        {"Won value by month", "Gewonnener Wert nach Monat"},
        {"Value of won deals by the month in which they were closed.",
         "Wert gewonnener Deals nach dem Monat ihres Abschlusses."},
        {"Won value by quarter", "Gewonnener Wert nach Quartal"},
        {"Value of won deals by the quarter in which they were closed.",
         "Wert gewonnener Deals nach dem Quartal ihres Abschlusses."},
        {"Won value by owner", "Gewonnener Wert nach Zuständigen"},
        {"Value of won deals by who owns them.", "Wert gewonnener Deals nach Zuständigen."},
        {"Won value by product", "Gewonnener Wert nach Produkt"},
        {"Value of won deals by product.", "Wert gewonnener Deals nach Produkt."},
        // Figures.
        {"Open value", "Offener Wert"},
        {"The sum of the amounts of all open deals.", "Die Summe der Beträge aller offenen Deals."},
        {"The amount of each open deal times its probability, added up.",
         "Der Betrag jedes offenen Deals mal seiner Wahrscheinlichkeit, addiert."},
        {"Won value", "Gewonnener Wert"},
        {"The sum of the amounts of deals won, by the day they were closed.",
         "Die Summe der Beträge gewonnener Deals, nach dem Tag des Abschlusses."},
        {"Won deals divided by all closed deals (won and lost), by number.",
         "Gewonnene Deals geteilt durch alle abgeschlossenen (gewonnen und verloren), nach "
         "Anzahl."},
        {"Average won deal", "Gewonnener Deal im Mittel"},
        {"Won value divided by the number of deals won.",
         "Gewonnener Wert geteilt durch die Zahl gewonnener Deals."},
        {"Without a next step", "Ohne nächsten Schritt"},
        {"Open deals that have no planned activity.",
         "Offene Deals, für die keine Aktivität geplant ist."},
        // Columns and what stands for nothing in them.
        {"Day", "Tag"},
        {"Week", "Woche"},
        {"Month", "Monat"},
        {"Quarter", "Quartal"},
        {"Year", "Jahr"},
        {"Reason", "Grund"},
        {"Value", "Wert"},
        {"Weighted value", "Gewichteter Wert"},
        {"Nobody", "Niemand"},
        {"No date", "Ohne Datum"},
        {"No product", "Kein Produkt"},
        {"No reason given", "Kein Grund genannt"},
        {"No team", "Kein Team"},
        // Inputs.
        {"Period", "Zeitraum"},
        {"This month", "Dieser Monat"},
        {"Last month", "Letzter Monat"},
        {"This quarter", "Dieses Quartal"},
        {"Last quarter", "Letztes Quartal"},
        {"This year", "Dieses Jahr"},
        {"Last year", "Letztes Jahr"},
        {"Last 12 months", "Letzte 12 Monate"},
        {"All time", "Gesamte Zeit"},
        {"From", "Von"},
        {"To", "Bis"},
        {"By", "Nach"},
        {"In steps of", "In Schritten von"},
        {"Draw", "Gezeichnet"},
        {"Split by", "Aufgeteilt nach"},
        {"Created at", "Angelegt am"},
        // What sentences are about.
        {"all deals", "allen Deals"},
        {"closed deals", "den abgeschlossenen Deals"},
        {"lost deals", "den verlorenen Deals"},
        {"won deals", "den gewonnenen Deals"},
        {"won value", "dem gewonnenen Wert"},
        {"the open deals", "den offenen Deals"},
        {"the open value", "dem offenen Wert"},
        {"the weighted value", "dem gewichteten Wert"},
        {"Number of open deals", "Zahl offener Deals"},
        {"Won deals in {period}", "Gewonnene Deals in {period}"},
        {"Won value in {period}", "Gewonnener Wert in {period}"},
        // Sentences.
        {"{label} holds {percent} of {what}", "{label} hält {percent} von {what}"},
        {"All of {what} is in {label}", "{label} hält alles von {what}"},
        {"{what} rose {percent} on {before}", "{what}: {percent} mehr als {before}"},
        {"{what} fell {percent} on {before}", "{what}: {percent} weniger als {before}"},
        {"{what} is the same as {before}", "{what}: gleich wie {before}"},
        {"{what}: {now}, after nothing in {before}", "{what}: {now}, nach nichts in {before}"},
        {"{percent} of the deals that were closed were won",
         "{percent} der abgeschlossenen Deals wurden gewonnen"},
        {"No deals were closed", "Es wurde kein Deal abgeschlossen"},
        {"Your role does not show what this stands on.",
         "Ihre Rolle zeigt nicht, worauf das beruht."},
        {"Your role does not show what these stand on: {what}.",
         "Ihre Rolle zeigt nicht, worauf dies beruht: {what}."},
        {"Amounts in {what} are left out: there is no rate for them.",
         "Beträge in {what} sind nicht dabei: Es gibt keinen Kurs für sie."},
        {"Only the first {what} rows are shown.", "Nur die ersten {what} Zeilen sind zu sehen."},
        {"Not shown to you", "Für Sie nicht sichtbar"},
        {"Figure", "Kennzahl"},
        {"Currency", "Währung"},
        {"Before", "Davor"},
    };
}

} // namespace comity::crm
