// German for what administrators say of objects and fields.
#include "crm/words.h"

namespace comity::crm {

record::Dictionary german_shape_words()
{
    return {
        {"Headers", "Kopfzeile"},
        {"Headers key", "Schlüssel der Kopfzeile"},
        {"Import mapping", "Import-Zuordnung"},
        {"Import mappings", "Import-Zuordnungen"},
        {"Options", "Optionen"},
        {"Annex", "Nebentabelle"},
        {"Board sum", "Summe der Tafel"},
        {"Choices", "Auswahl"},
        {"Custom field", "Eigenes Feld"},
        {"Custom fields", "Eigene Felder"},
        {"Custom object", "Eigenes Objekt"},
        {"Custom objects", "Eigene Objekte"},
        {"Decimals", "Nachkommastellen"},
        {"Default", "Vorgabe"},
        {"Emptied at", "Geleert am"},
        {"Group", "Gruppe"},
        {"Help", "Erklärung"},
        {"Hidden", "Verborgen"},
        {"Icon", "Bild"},
        {"Indexed", "Mit Index"},
        {"Label", "Beschriftung"},
        {"Label plural", "Beschriftung der Mehrzahl"},
        {"Least", "Mindestens"},
        {"Max length", "Größte Länge"},
        {"Most", "Höchstens"},
        {"Personal", "Persönlich"},
        {"Plural", "Mehrzahl"},
        {"Required", "Pflicht"},
        {"Searched", "Durchsucht"},
        {"Target", "Ziel"},
        {"Title", "Titel"},
        {"Unique", "Eindeutig"},
    };
}

} // namespace comity::crm
