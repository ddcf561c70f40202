#pragma once
// All that was said of objects and fields as one text: JSON in a fixed order, a line for each thing
// said, to be read, compared, kept beside a program and brought to another installation.

#include "record/engine.h"

#include "base/json.h"

namespace comity::record {

// What is not in the bin.
std::string format_definitions(Engine& engine);

struct DefinitionChange {
    std::string action; // add, change, restore, remove
    std::string object;
    std::string field; // empty: the object itself
    struct Difference {
        std::string member;
        Json before, after;
    };
    std::vector<Difference> differences;
};

struct DefinitionOutcome {
    std::vector<DefinitionChange> changes;
    Id change_set; // nil when nothing differed, or when it was only asked
};

// Makes the definitions say what the text says, in one change set. What the text does not name
// stays, or goes to the bin with `removes`. With `is_dry_run` it only tells; problems are told
// either way.
DefinitionOutcome apply_definitions(Engine& engine, const Actor& actor, const Json& text,
                                    bool removes, bool is_dry_run);

} // namespace comity::record
