// German for contracts. Words that the business says already stand with it.
#include "record/object/shelf.h"

namespace comity::crm {

using namespace record;

Dictionary german_contract_words()
{
    return {
        {"Contract", "Vertrag"},
        {"Contracts", "Verträge"},
        {"Contracts by status", "Verträge nach Status"},
        {"Contracts by their status: how many, and what they are worth.",
         "Verträge nach ihrem Status: wie viele, und was sie wert sind."},
        {"Draft", "Entwurf"},
        {"Ended because", "Beendet, weil"},
        {"Ends on", "Endet am"},
        {"Starts on", "Beginnt am"},
        {"Term", "Laufzeit"},
        {"Terminate", "Kündigen"},
        {"contract value", "Vertragswert"},
        {"contracts", "Verträge"},
    };
}

} // namespace comity::crm
