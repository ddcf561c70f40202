// German for what is worked out and for rules.
#include "crm/words.h"

namespace comity::crm {

record::Dictionary german_derived_words()
{
    return {
        {"Business", "Geschäft"},
        {"Condition", "Bedingung"},
        {"Field", "Feld"},
        {"Formula", "Formel"},
        {"Lookup", "Nachschlagen"},
        {"Roll up", "Zusammenfassung"},
        {"Layout", "Layout"},
        {"Layouts", "Layouts"},
        {"List", "Liste"},
        {"Quick create", "Schnell anlegen"},
        {"Sections", "Abschnitte"},
        {"Message", "Meldung"},
        {"Open deals", "Offene Deals"},
        {"Open tasks", "Offene Aufgaben"},
        {"Open value", "Offener Wert"},
        {"Required fields", "Pflichtfelder"},
        {"Rule", "Regel"},
        {"Rules", "Regeln"},
        {"Weighted amount", "Gewichteter Betrag"},
        {"Won value", "Gewonnener Wert"},
        {"A filter that finds what is wrong", "Ein Filter, der findet, was falsch ist"},
        {"What is told to who breaks it", "Was dem gesagt wird, der sie verletzt"},
        {"The field that the message stands at", "Das Feld, bei dem die Meldung steht"},
    };
}

} // namespace comity::crm
