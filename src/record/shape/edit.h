#pragma once
// What an administrator does with objects and fields: each is one change set in the log, which can
// be undone like any other. When these return, this server works by what was said. Error{forbidden}
// for everybody else, Error{invalid} with all problems of what was said.

#include "record/engine.h"

#include "base/json.h"

namespace comity::record {

// {"label" or "name", "plural", "label_plural", "icon", "group", "fields": [ … ]}. Without a field
// called by `title` it gets a text `name`, and without `owner` one that it may belong to.
// `made` becomes its name.
Id add_object(Engine& engine, const Actor& actor, const Json& said, std::string& made);
Id change_object(Engine& engine, const Actor& actor, const std::string& object, const Json& said);
// One field, or {"fields": [ … ]} for several in one change set.
Id add_fields(Engine& engine, const Actor& actor, const std::string& object, const Json& said);
Id change_field(Engine& engine, const Actor& actor, const std::string& object,
                const std::string& field, const Json& said);

// To the bin: hidden everywhere, values kept, the name stays taken. `field` is empty for the
// object. For a built-in object or field it takes back what was said of it.
Id remove_definition(Engine& engine, const Actor& actor, const std::string& object,
                     const std::string& field);
Id restore_definition(Engine& engine, const Actor& actor, const std::string& object,
                      const std::string& field);
// From the bin for good: the values are gone, the name stays with its history. Waits until no
// request works with the old catalog any more.
Id empty_definition(Engine& engine, const Actor& actor, const std::string& object,
                    const std::string& field);

} // namespace comity::record
