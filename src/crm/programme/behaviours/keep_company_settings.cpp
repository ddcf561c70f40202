#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/settings.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

// What the engine works by follows the record, also when an undo puts it back.
void keep_settings(Moment& moment)
{
    const Record& company = moment.after;
    put_settings(moment.transaction.connection(),
                 {.company = std::string(company.text("name")),
                  .currency = std::string(company.text("currency")),
                  .zone = std::string(company.text("zone")),
                  .language = std::string(company.text("language"))});
}

} // namespace

Behaviour keep_company_settings()
{
    return {
        .name = "keep_company_settings",
        .label = "Sums, days and words go by what the company says",
        .when = written("company"),
        .then = keep_settings,
        .follows_undo = true,
    };
}

} // namespace comity::crm::behaviours
