#include "crm/words.h"

namespace comity::crm {

record::Dictionary german_words()
{
    return {
        {"Account", "Firma"},
        {"Accounts", "Firmen"},
    };
}

} // namespace comity::crm
