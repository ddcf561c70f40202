// German for what is known of people besides their own fields.
#include "crm/words.h"

namespace comity::crm {

record::Dictionary german_contact_words()
{
    return {
        // Objects and choices.
        {"Addresses", "Adressen"},
        {"Card on a phone", "Karte auf einem Telefon"},
        {"Cards on phones", "Karten auf Telefonen"},
        {"Affiliation", "Zugehörigkeit"},
        {"Affiliations", "Zugehörigkeiten"},
        {"Goal or preference", "Ziel oder Vorliebe"},
        {"Goals and preferences", "Ziele und Vorlieben"},
        {"Purchase", "Anschaffung"},
        {"Purchases", "Anschaffungen"},
        {"Active", "Aktiv"},
        {"Billing", "Rechnung"},
        {"Challenge", "Herausforderung"},
        {"Conversation", "Gespräch"},
        {"Delivery", "Lieferung"},
        {"Ended", "Beendet"},
        {"Goal", "Ziel"},
        {"Holiday home", "Ferienhaus"},
        {"Home", "Zuhause"},
        {"Office", "Büro"},
        {"Preference", "Vorliebe"},
        {"Survey", "Umfrage"},
        // Fields.
        {"Card of", "Karte von"},
        {"Pictures", "Bilder"},
        {"Properties", "Eigenschaften"},
        {"UID", "UID"},
        {"Bought on", "Gekauft am"},
        {"Ended on", "Beendet am"},
        {"Learned on", "Erfahren am"},
        {"Outdated", "Überholt"},
        {"Price", "Preis"},
        {"Purpose", "Zweck"},
        {"Quantity", "Menge"},
        {"Renews on", "Verlängert sich am"},
        {"Serial number", "Seriennummer"},
        {"Statement", "Aussage"},
        // What fields are for.
        {"Empty as long as it lasts.", "Leer, solange es so ist."},
        {"How it was sold.", "Wie es verkauft wurde."},
        {"It was so once.", "So war es einmal."},
        {"What the address is called, when one word is not enough.",
         "Wie die Adresse heißt, wenn ein Wort nicht genügt."},
        {"Who uses it.", "Wer es benutzt."},
    };
}

} // namespace comity::crm
