#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A tag: a word that people put on records; offered where they type one.
Object tag()
{
    return {
        .name = "tag",
        .icon = "tag",
        .group = "settings",
        .place = {.has_commands = true},
        .fields = {text("name").required().unique(), text("tone")},
        .sort = "name",
    };
}

} // namespace comity::crm::objects
