#include "base/error.h"
#include "base/text.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

std::string full_name(const Record& contact)
{
    std::string name = contact.text("first_name");
    const std::string last = contact.text("last_name");
    if (!name.empty() && !last.empty())
        name += ' ';
    return name + last;
}

void name_it(Moment& moment)
{
    std::string name = full_name(moment.after);
    if (name.empty()) {
        // Somebody of whom only an address or a number is known is called by that.
        const std::string reach =
            moment.after.text(moment.after.has("emails") ? "emails" : "phones");
        name = reach.substr(0, reach.find_first_of("\t\n"));
    }
    if (name.empty())
        throw Error(Cause::invalid, say("business.contact_needs_name"),
                    {{"last_name", "required", say("business.give_first_name_last_name")}});
    if (name != moment.after.text("name"))
        moment.set("name", name);
}

} // namespace

Behaviour name_contact()
{
    return {
        .name = "name_contact",
        .label = "A contact is called by first and last name",
        .when = written("contact"),
        .before_write = name_it,
    };
}

} // namespace comity::crm::behaviours
