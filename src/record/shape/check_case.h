#pragma once
// What the checks of a definition look at: the moment of saving it, and what is defined already.

#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "record/shape/definition.h"

#include <span>

namespace comity::record {

struct CheckCase {
    Moment& moment;
    std::span<const Object> shelf;
    Definitions definitions;
    std::vector<Problem> problems = {};

    explicit CheckCase(Moment& its_moment)
        : moment(its_moment), shelf(its_moment.transaction.engine().shelf().objects),
          definitions(load_definitions(its_moment.transaction.connection(), shelf))
    {
    }
    std::string text(std::string_view field) const { return moment.after.text(field); }
    void say(const char* member, const char* rule, Sentence message)
    {
        problems.push_back({member, rule, std::move(message)});
    }
};

} // namespace comity::record
