#pragma once
// The tables of the database, brought to what this program's objects and mechanisms say.

#include "record/mechanism.h"
#include "store/database.h"

#include <span>
#include <string>

namespace comity::record {

class Catalog;

// Does nothing when the database was prepared by a program that says the same. Otherwise tables
// grow, never shrink, and a SQLite database is copied into `data_folder`/snapshots before.
// Error{unavailable}, and nothing was changed: a newer program wrote this database, or it would
// have to grow and `is_read_only` forbids that.
void prepare_schema(store::Database& database, const Catalog& catalog,
                    std::span<const Mechanism> mechanisms, const std::string& data_folder,
                    bool is_read_only);

} // namespace comity::record
