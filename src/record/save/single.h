#pragma once
// The one record of an object of which there is one (Object::is_single): settings as records, with
// history, rights and undo like any other.

#include "base/id.h"
#include "base/json.h"
#include "record/access/actor.h"

#include <optional>
#include <string_view>

namespace comity::record {

class Engine;

std::optional<Id> find_single(Engine& engine, std::string_view object);
// Makes it, as the program and with these fields, when there is none yet.
Id ensure_single(Engine& engine, std::string_view object, const Json& fields);
// Changes fields of it as one change set, whose id it returns: nil when nothing was another. The
// rights of the actor are asked.
Id update_single(Engine& engine, const Actor& actor, std::string_view object, const Json& fields);

} // namespace comity::record
