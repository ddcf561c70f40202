// No history of many writers on the same records goes another way than the model says.
//
// COMITY_TEST_SEED says where chance begins, COMITY_TEST_HISTORIES how many are played.

#include "record/check/check.h"
#include "record/fixtures/histories_fixture.h"

#include <cstdlib>

namespace comity::record {
namespace {

unsigned number_from(const char* variable, unsigned otherwise)
{
    const char* text = std::getenv(variable);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

TEST_P(HistoriesTest, AreAsTheModelSays)
{
    const unsigned first = number_from("COMITY_TEST_SEED", 1) * 100'000;
    const unsigned count = number_from("COMITY_TEST_HISTORIES", 100);
    for (unsigned number = first; number < first + count; ++number) {
        play(number);
        if (HasFailure())
            FAIL() << "history " << number << " went another way";
    }
    std::string found;
    for (const Finding& finding : check_database(engine()).findings)
        found += finding.what + ": " + std::to_string(finding.count) + "\n";
    EXPECT_EQ(found, "");
}

WRITES_ON_BOTH(HistoriesTest);

} // namespace
} // namespace comity::record
