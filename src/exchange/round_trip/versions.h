#pragma once
// Records as some version had them and as they are now, for many at once.

#include "exchange/exchange.h"
#include "record/engine.h"
#include "record/object/record.h"
#include "store/database.h"

#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace comity::exchange {

// As they are now, those in the bin among them; what the actor may not see is missing. `alias`: no
// lock is taken.
std::unordered_map<Id, Record> load_now(store::Connection& connection, const Catalog& catalog,
                                        const Actor& actor, const Object& object,
                                        std::span<const Id> ids);

// As those versions had them, of records that were loaded by load_now; a version that there is not
// is missing.
using Versions = std::map<std::pair<Id, std::int64_t>, Record>;
Versions load_versions(store::Connection& connection, const Object& object,
                       const std::unordered_map<Id, Record>& now,
                       std::span<const std::pair<Id, std::int64_t>> wanted);

// Every title that these records have ever had.
std::unordered_map<Id, std::vector<std::string>>
titles_ever(store::Connection& connection, const Object& object, std::span<const Id> ids);

} // namespace comity::exchange
