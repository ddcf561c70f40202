#pragma once
// A key of its own for each person that records are about. What the log says of a person's personal
// fields is sealed with it, so that it can be made unreadable for good, in every copy of the log,
// by destroying one key.
//
// Table: person_key(record, secret).

#include "base/secret.h"
#include "record/mechanism.h"
#include "record/object/object.h"
#include "store/database.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace comity::record {

// Has it a personal field, so that each of its records has a key?
bool has_person(const Object& object);
bool has_personal_title(const Object& object);

Mechanism person_keys_mechanism();

using PersonKeys = std::unordered_map<Id, SealKey>;

// New keys for these records, written in the transaction.
PersonKeys make_person_keys(store::Connection& connection, std::span<const Id> records);
// The key in a cell of `secret`, or nothing when it is null because the key is gone.
std::optional<SealKey> person_key_in(const store::Row& row, int column);
// Those that there are.
PersonKeys load_person_keys(store::Connection& connection, std::span<const Id> records);

// For good: nothing brings it back. What the log said of the person cannot be read any more; the
// record itself and its past rows are not touched.
void destroy_person_key(store::Connection& connection, const Id& record);

} // namespace comity::record
