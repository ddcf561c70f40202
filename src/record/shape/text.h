#pragma once
// All that an administrator has shaped as one text: JSON in a fixed order, a line for each thing
// said, to be read, compared, kept beside a program and brought to another installation.

#include "record/engine.h"

#include "base/json.h"

namespace comity::record {

// What is not in the bin: objects with their fields, roles, rules, layouts, shared views. The same
// definitions give the same text, wherever they stand.
std::string format_definitions(Engine& engine);

struct DefinitionChange {
    std::string action; // add, change, restore, remove
    std::string what;   // object, field, role, rule, layout, view
    std::string object; // that it is of; empty for roles
    std::string name;   // what the thing itself is called; of an object, the object's
    struct Difference {
        std::string member;
        Json before, after;
    };
    std::vector<Difference> differences = {};
};

struct DefinitionOutcome {
    std::vector<DefinitionChange> changes;
    Id change_set; // nil when nothing differed, or when it was only asked
};

// Makes the definitions say what the text says, in one change set. What the text does not name
// stays, or goes to the bin with `removes` (roles stay: people have them). With `is_dry_run` it
// only tells. Error{malformed} for what is no such text, Error{invalid} with every mistake and its
// line, either way; nothing is changed then.
DefinitionOutcome apply_definitions(Engine& engine, const Actor& actor, std::string_view text,
                                    bool removes, bool is_dry_run);

} // namespace comity::record
