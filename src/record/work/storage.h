#pragma once
// How large and how slow the database is. How much each table takes and how it grows is noted once
// a day.
//
// Table: storage_sample(day, name, bytes, rows).

#include "record/mechanism.h"
#include "store/slow.h"

#include <string>
#include <vector>

namespace comity::record {

struct StorageStanding {
    std::string name; // of a table
    std::int64_t bytes = 0;
    std::int64_t rows = 0;
    // How much it has grown since a week and since thirty days ago, or since the first sample.
    std::int64_t grown_week = 0;
    std::int64_t grown_month = 0;
};

// All tables together on one day.
struct StorageDay {
    Date day;
    std::int64_t bytes = 0;
};

struct StorageReport {
    std::optional<Date> day; // of the last sample; nothing: there is none yet
    std::vector<StorageStanding> tables;
    std::vector<StorageDay> days; // those of the last thirty that were noted, the earliest first
};

StorageReport read_storage(Engine& engine);
// "sqlite" or "postgresql"; the whole of it, with what is free inside; what was slow since this
// program started, the worst in all first.
std::string_view database_system(Engine& engine);
std::int64_t database_bytes(Engine& engine);
std::vector<store::SlowStatement> slow_statements(Engine& engine, std::size_t limit);
// Looks now, on this thread.
void sample_storage(Engine& engine);

Mechanism storage_mechanism();

} // namespace comity::record
