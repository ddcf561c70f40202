#pragma once
// SQL functions that pure SQL cannot say.

#include <sqlite3.h>

namespace comity::store {

// `comity_period(text, is_instant, period, zone)`: the name of the period that a date or an instant
// lies in, in that time zone; null for null.
// `comity_fold(text)`: the text without case and accents, as base's fold().
void add_functions(sqlite3* db);

} // namespace comity::store
