#pragma once
// Who else a record might be: others that share an address, a number or a name, asked of the
// search, so permission-filtered and quick at any size.

#include "record/find.h"

namespace comity::record {

// Appends {"candidates":[{"object","id","title","score","reason"}]}, best first, at most ten, among
// contacts, accounts and the record's own kind. Error{not_found} for what may not be seen.
void find_duplicates(Engine& engine, const Actor& actor, const Object& object, const Id& id,
                     std::string& out);

} // namespace comity::record
