// German for what the firm says of itself: its record, its business hours, its holidays.
#include "crm/words.h"

namespace comity::crm {

record::Dictionary german_programme_words()
{
    return {
        {"Companies", "Unternehmen"},
        {"Business calendar", "Arbeitszeiten"},
        {"Business calendars", "Arbeitszeiten"},
        {"Holiday", "Feiertag"},
        {"Holidays", "Feiertage"},
        {"Language and money", "Sprache und Geld"},
        {"Year and hours", "Jahr und Zeiten"},
        {"Fiscal year begins", "Geschäftsjahr beginnt"},
        {"Week begins", "Woche beginnt"},
        {"Calendar", "Arbeitszeiten"},
        {"Logo", "Logo"},
        {"Monday", "Montag"},
        {"Tuesday", "Dienstag"},
        {"Wednesday", "Mittwoch"},
        {"Thursday", "Donnerstag"},
        {"Friday", "Freitag"},
        {"Saturday", "Samstag"},
        {"Sunday", "Sonntag"},
        {"January", "Januar"},
        {"February", "Februar"},
        {"March", "März"},
        {"April", "April"},
        {"May", "Mai"},
        {"June", "Juni"},
        {"July", "Juli"},
        {"August", "August"},
        {"September", "September"},
        {"October", "Oktober"},
        {"November", "November"},
        {"December", "Dezember"},
        {"What sums are in. Rates of other currencies say what one unit is worth in it.",
         "Worin Summen stehen. Kurse anderer Währungen sagen, was eine Einheit darin wert ist."},
        {"Of those who chose none themselves: where days begin and end.",
         "Für alle, die selbst keine gewählt haben: wo Tage beginnen und enden."},
        {"When the firm works: what clocks and deadlines go by.",
         "Wann die Firma arbeitet: wonach Uhren und Fristen gehen."},
    };
}

} // namespace comity::crm
