#include "base/error.h"
#include "record/access/role_check.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void check_administrators(Moment& moment, std::vector<Problem>& problems)
{
    const bool was_administrator = moment.before && moment.before->text("key") == "administrator";
    if (!was_administrator)
        return;
    if (moment.after.text("key") != "administrator")
        problems.push_back({"key", "read_only", say("business.administrators_role_keeps_its_key")});
    for (const char* field : {"permissions", "hidden_fields", "read_only_fields"})
        if (moment.changed(field))
            problems.push_back(
                {field, "last_administrator", say("business.administrators_may_do_everything_so")});
}

void check_rights(Moment& moment)
{
    std::vector<Problem> problems = check_role_definition(
        moment.transaction.catalog(), moment.after.json("permissions"),
        moment.after.json("hidden_fields"), moment.after.json("read_only_fields"));
    check_administrators(moment, problems);
    if (!problems.empty())
        throw Error(Cause::invalid, say("common.this_role_cannot_be_kept"), std::move(problems));
}

} // namespace

Behaviour check_role()
{
    return {
        .name = "check_role",
        .label = "A role speaks only of objects, fields, verbs and reaches that there are",
        .when = written("role"),
        .before_write = check_rights,
    };
}

} // namespace comity::crm::behaviours
