#include "crm/team/last_administrator.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

namespace comity::crm {

using namespace record;

void check_last_administrator(Moment& moment)
{
    const auto role_before = moment.before ? moment.before->reference("role") : std::nullopt;
    if (!role_before)
        return;
    const bool leaves = moment.after.is_in_bin() || moment.after.reference("role") != role_before;
    if (!leaves)
        return;
    Transaction& transaction = moment.transaction;
    const Object& roles = transaction.catalog().load("role");
    const auto administrators = transaction.find_all(roles, "key = \"administrator\"", 1);
    if (administrators.empty() || administrators[0].id() != *role_before)
        return;
    const auto left =
        transaction.find_all(*moment.after.object, "role = \"" + format_id(*role_before) + "\"", 1);
    if (left.empty())
        throw Error(
            Cause::invalid, say("business.this_is_last_administrator_make"),
            {{"role", "last_administrator", say("business.somebody_must_be_administrator")}});
}

} // namespace comity::crm
