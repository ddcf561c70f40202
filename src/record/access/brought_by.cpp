#include "record/access/brought_by.h"

#include "record/access/actor.h"

namespace comity::record {

std::string_view name_of(BroughtBy::Kind kind)
{
    switch (kind) {
    case BroughtBy::Kind::person:
        return "person";
    case BroughtBy::Kind::form:
        return "form";
    case BroughtBy::Kind::mail:
        return "mail";
    case BroughtBy::Kind::automation:
        return "automation";
    case BroughtBy::Kind::job:
        return "job";
    case BroughtBy::Kind::import:
        return "import";
    case BroughtBy::Kind::replica:
        return "replica";
    }
    return "person";
}

BroughtBy brought_by(const Actor& actor)
{
    if (actor.cause)
        return *actor.cause;
    const bool is_somebody = !actor.user.is_nil();
    switch (actor.origin) {
    case Origin::import:
        return {BroughtBy::Kind::import, {}, actor.name};
    case Origin::automation:
        return {is_somebody ? BroughtBy::Kind::automation : BroughtBy::Kind::job, {}, actor.name};
    case Origin::screen:
    case Origin::api:
    case Origin::sync:
    case Origin::command_line:
        return {BroughtBy::Kind::person, actor.user, actor.name};
    }
    return {BroughtBy::Kind::person, actor.user, actor.name};
}

} // namespace comity::record
