#include "commands/house.h"

#include "record/check/check.h"

#include <cstdio>

namespace comity::commands {

namespace {

// Some questions go through the whole of a large database.
constexpr int day_ms = 24 * 60 * 60 * 1000;

} // namespace

int check(const Place& place)
{
    House house = open_house(place, {.read_only = true, .statement_limit_ms = day_ms});
    const record::CheckReport report = record::check_database(*house.engine);
    for (const record::Finding& finding : report.findings)
        std::printf("%lld: %s\n", static_cast<long long>(finding.count), finding.what.c_str());
    std::printf("Checked %lld records and %lld change sets: %s.\n",
                static_cast<long long>(report.records), static_cast<long long>(report.change_sets),
                report.findings.empty() ? "all is well" : "something is wrong");
    return report.findings.empty() ? 0 : 1;
}

} // namespace comity::commands
