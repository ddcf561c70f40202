#include "base/error.h"
#include "base/text.h"
#include "record/access/people.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

void tidy(Moment& moment)
{
    const std::string typed = moment.after.text("email");
    if (typed.empty())
        return;
    const std::string email = lower_ascii(trim(typed));
    const std::size_t at = email.find('@');
    const bool looks_right = at != email.npos && at > 0 && at + 1 < email.size() &&
                             email.find_first_of(" \t\n,;<>") == email.npos;
    if (!looks_right)
        throw Error(Cause::invalid, say("business.this_is_not_e_mail"),
                    {{"email", "format", say("business.typed_is_not_e_mail", {{"typed", typed}})}});
    if (email != typed)
        moment.set("email", email);
}

} // namespace

Behaviour tidy_user_email()
{
    return {
        .name = "tidy_user_email",
        .label = "People sign in by e-mail address, written in any case",
        .when = written("user"),
        .before_write = tidy,
    };
}

} // namespace comity::crm::behaviours
