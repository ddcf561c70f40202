#pragma once
// What an administrator has said of objects and fields, as it stands in the records of
// `custom_object` and `custom_field`: of his own all there is to say, of built-in ones what is
// different.

#include "base/words/sentence.h"
#include "record/object/object.h"
#include "store/database.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace comity::record {

struct ObjectDefinition {
    Id id;
    Object object; // without fields; what is empty is as Comity brings it
    bool is_hidden = false;
    bool is_in_bin = false;
    bool is_emptied = false; // its records are gone for good; only the log knows of it
};

struct FieldDefinition {
    Id id;
    std::string object;
    Field field;
    std::int64_t position = 0;
    bool is_in_bin = false;
    bool is_emptied = false;
};

struct Definitions {
    std::vector<ObjectDefinition> objects; // in the order they were made
    std::vector<FieldDefinition> fields;   // by position, then in the order they were made
    std::string fingerprint;               // differs when anything does

    const ObjectDefinition* find_object(std::string_view name_or_plural) const; // not emptied
    const FieldDefinition* find_field(std::string_view object, std::string_view name) const;
};

// `shelf` says whether there are such objects here at all; without them there are no definitions.
Definitions load_definitions(store::Connection& connection, std::span<const Object> shelf);

const Object* find_object(std::span<const Object> objects, std::string_view name_or_plural);

// A definition that cannot be for now.
struct LeftOutDefinition {
    std::string what; // account, account.score
    Sentence why;
};

// The shelf's objects with what was said of them, and the custom ones. Never fails: what cannot be
// (a target that is gone, a name that a newer Comity has taken itself) is left out and told in
// `left_out`; its values stay where they are.
std::vector<Object> shaped(std::span<const Object> shelf, const Definitions& definitions,
                           std::vector<LeftOutDefinition>& left_out);

// The choices of a definition, as kept: [{"key","label","tone"}]. What is no choice is skipped.
std::vector<Choice> read_choices(std::string_view json);

} // namespace comity::record
