#pragma once
// Where the id of a merged record leads: to the record that it has become a part of, through any
// number of merges. `merged_into` of a row in the bin says so; merge.h writes it, undo takes it
// back.

#include "record/engine.h"

#include <map>
#include <optional>
#include <span>

namespace comity::record {

// A field whose values name records, the object that this record's value names one of (null: none),
// and the ids in it.
bool refers(const Field& field);
const Object* target_of(const Catalog& catalog, const Record& record, const Field& field);
std::vector<Id> ids_in(const Record& record, const Field& field);

// By old id the one that survived; ids of what was never merged are missing.
std::map<Id, Id> find_survivors(store::Connection& connection, const Object& object,
                                std::span<const Id> ids);

// For a request that names an old id: what it leads to, if this actor may see that.
std::optional<Id> find_survivor(Engine& engine, const Actor& actor, const Object& object,
                                const Id& id);

// Makes a reference of the record (also one of many, also one to any object) name `to` instead of
// `from`, without doubles; a record is never made to name itself among many. False when the field
// did not name `from`.
bool lead_to(Record& record, const Field& field, const Object& target, const Id& from,
             const Id& to);

} // namespace comity::record
