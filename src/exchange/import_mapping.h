#pragma once
// Mappings of files that people keep under a name, as records of the object `import_mapping`: which
// column goes where, by what rows are recognised, what is made, how figures are written. The next
// file with the same headers is offered them (docs/importing.md).

#include "exchange/exchange.h"
#include "record/engine.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

#include <span>
#include <string>

namespace comity::exchange {

// The same text for files with the same headers, in whatever order.
std::string key_of_headers(std::span<const std::string> headers);

// A mapping is for an object that can be imported, has headers and options that an import knows;
// its key is written. Error{invalid} with every problem. Behaviours call it before the write.
void check_import_mapping(Moment& moment);

// Import options of which a member `mapping` names a saved mapping by its id or its name: what is
// given stands, what is not comes from the mapping, the object among it. Without that member they
// are as they were. Error{invalid} when there is no such mapping for this actor, or when several
// are called that.
Json with_saved_mapping(Engine& engine, const Actor& actor, const Json& given);

// Appends {"mappings":[{"id","name","shared","mine","options"}]}: those that fit the headers of
// that import's file, one's own first. Error{not_found} for somebody else's import.
void list_fitting_mappings(Engine& engine, const Actor& actor, const Id& import, std::string& out);

} // namespace comity::exchange
