#pragma once
// What a new firm starts with, so that no first screen is empty: four roles and one pipeline.

#include "record/engine.h"

namespace comity::crm {

// Makes what is missing, named in the firm's language; does nothing on a database that has it.
void ensure_basics(record::Engine& engine);
// Names it in the firm's language, which was chosen after it had been made; what somebody has named
// otherwise stays.
void name_basics(record::Engine& engine);
// The id of a built-in role: administrator, manager, rep, read_only. Error{not_found} otherwise.
Id load_role(record::Engine& engine, std::string_view key);

} // namespace comity::crm
