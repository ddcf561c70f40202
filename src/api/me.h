#pragma once
// The person who asks, as the screens know them; and how people and settings come to be.

#include "base/error.h"
#include "base/json.h"
#include "record/engine.h"

namespace comity::api {

// Appends the Me of docs/wire.md.
void write_me(JsonWriter& json, record::Engine& engine, const record::Actor& actor);
// Adds a problem for each setting that cannot be used.
void check_settings(const record::Settings& settings, std::vector<Problem>& problems);
// A user with a password (none when empty). `role` is a role's key or name.
Id create_user(record::Engine& engine, const record::Actor& actor, std::string_view email,
               std::string_view name, std::string_view role, std::string_view password);

} // namespace comity::api
