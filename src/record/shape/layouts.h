#pragma once
// How an object's records are laid out for people, as administrators have arranged it: records of
// the object `layout`, for everybody or for one role (docs/layouts.md). Display only: a field that
// is laid out nowhere is still in the API.

#include "base/error.h"
#include "record/engine.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::record {

struct Layout {
    std::vector<Section> sections;         // of the record page; empty: as described
    std::vector<std::string> list;         // the columns a list begins with; empty: as described
    std::vector<std::string> quick_create; // the fields a new one is asked for; empty: as described
};

// A layout from its record's documents. Every problem is added: unknown objects and fields, a field
// in two sections, conditions that cannot be read, wrong shapes.
Layout make_layout(const Catalog& catalog, const Record& record, std::vector<Problem>& problems);

// By object, those in force for the actor: his role's before everybody's. Fields and conditions
// that are gone are left out.
using Layouts = std::unordered_map<std::string, Layout>;
Layouts layouts_for(Engine& engine, const Actor& actor);

} // namespace comity::record
