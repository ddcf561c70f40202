#include "base/error.h"
#include "record/save/save.h"

namespace comity::crm::actions {

using namespace record;

namespace {

Json terminate_contract(Transaction& transaction, const Record& contract, const Json& input)
{
    if (contract.text("status") == "ended")
        throw Error(Cause::conflict, "This contract has ended already.");
    const Date today = today_in(transaction.actor().zone, transaction.at());
    Json fields;
    fields.set("status", "ended");
    fields.set("ends_on", format_date(today));
    fields.set("ended_because", input.text("reason"));
    if (const std::string_view password = input.text("portal_password"); !password.empty())
        fields.set("portal_password", password);
    transaction.update(*contract.object, contract.id(), fields);
    return Json::Object{};
}

} // namespace

// It ends today, with a reason, and maybe with another password for its last days.
Action terminate()
{
    return {
        .name = "terminate",
        .object = "contract",
        .label = "Terminate",
        .input = {text("reason").required(), secret("portal_password")},
        .on_list = true,
        .when = "status != \"ended\"",
        .run = terminate_contract,
    };
}

} // namespace comity::crm::actions
