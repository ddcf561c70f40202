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
    transaction.update(*contract.object, contract.id(),
                       Json()
                           .set("status", "ended")
                           .set("ends_on", format_date(today))
                           .set("ended_because", input.text("reason")));
    return Json::Object{};
}

} // namespace

// It ends today, with a reason.
Action terminate()
{
    return {
        .name = "terminate",
        .object = "contract",
        .label = "Terminate",
        .input = {text("reason").required()},
        .on_list = true,
        .when = "status != \"ended\"",
        .run = terminate_contract,
    };
}

} // namespace comity::crm::actions
