#pragma once
// What a check of the database has found; every mechanism adds what it knows to look for.

#include <cstdint>
#include <string>
#include <vector>

namespace comity::record {

struct Finding {
    std::string what; // a sentence
    std::int64_t count = 0;
};

struct CheckReport {
    std::int64_t records = 0;
    std::int64_t change_sets = 0;
    std::vector<Finding> findings; // empty: all is well
};

inline void tell(CheckReport& report, std::string what, std::int64_t count)
{
    if (count > 0)
        report.findings.push_back({std::move(what), count});
}

} // namespace comity::record
