#pragma once
// Duplicates as a server finds them: through the database.

#include <cstdint>

namespace comity::bench {

// Prints how long a scan of so many made-up contacts takes, what it finds and needs, and how long
// one that is typed waits.
void measure_database(std::uint32_t count);

} // namespace comity::bench
