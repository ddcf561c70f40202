#pragma once
// Values of secret fields: in what is written down before its turn comes, as the wish of long work
// is, where they are kept sealed and opened again when it is done; and in records, which of them
// nobody can open any more.

#include "base/id.h"
#include "base/json.h"

#include <cstdint>
#include <span>

namespace comity::record {

class Engine;
struct Field;

// `values` are of these fields, by name; anything that is no object has none. Whatever is given for
// a secret is sealed, also what no secret can be. Error{unavailable} when no key can be had.
Json seal_secret_values(Engine& engine, std::span<const Field> fields, const Json& values);
// What the other one made. Errors as Secrets::open.
Json open_secret_values(Engine& engine, std::span<const Field> fields, const Json& sealed);

// How many secrets of records were sealed under these keys of the table `secret_key`.
std::int64_t count_secrets_under(Engine& engine, std::span<const Id> keys);

} // namespace comity::record
