#include "record/insights/periods.h"

#include <gtest/gtest.h>

namespace comity::record {
namespace {

Date day(const char* text)
{
    return *parse_date(text);
}

std::string told(const std::optional<Days>& days)
{
    if (!days)
        return "none";
    return (days->from ? format_date(*days->from) : "") + ".." +
           (days->to ? format_date(*days->to) : "");
}

TEST(PeriodsTest, NamesMeanDays)
{
    const Date today = day("2026-02-15");
    EXPECT_EQ(told(days_of("this_month", today)), "2026-02-01..2026-02-28");
    EXPECT_EQ(told(days_of("last_quarter", today)), "2025-10-01..2025-12-31");
    EXPECT_EQ(told(days_of("this_year", today)), "2026-01-01..2026-12-31");
    EXPECT_EQ(told(days_of("last_12_months", today)), "2025-03-01..2026-02-15");
    EXPECT_EQ(told(days_of("last_12_months", day("2024-02-29"))), "2023-03-01..2024-02-29");
    EXPECT_EQ(told(days_of("last_12_months", day("2025-12-31"))), "2025-01-01..2025-12-31");
    EXPECT_TRUE(days_of("all", today).is_all());
    EXPECT_TRUE(days_of("today", today).is_all());
    EXPECT_TRUE(days_of("", today).is_all());
}

TEST(PeriodsTest, WhatIsRunningIsComparedAsFarAsItHasCome)
{
    const Date today = day("2026-02-15");
    EXPECT_EQ(told(days_before("this_month", today)), "2026-01-01..2026-01-15");
    EXPECT_EQ(told(days_before("this_quarter", today)), "2025-10-01..2025-11-15");
    EXPECT_EQ(told(days_before("last_quarter", today)), "2025-07-01..2025-09-30");
    EXPECT_EQ(told(days_before("last_year", today)), "2024-01-01..2024-12-31");
    EXPECT_EQ(told(days_before("last_12_months", today)), "2024-03-01..2025-02-15");
    EXPECT_EQ(told(days_before("this_month", day("2026-03-31"))), "2026-02-01..2026-02-28");
    EXPECT_EQ(told(days_before("all", today)), "none");
    EXPECT_EQ(told(days_before(Days{day("2026-01-10"), day("2026-01-19")})),
              "2025-12-31..2026-01-09");
    EXPECT_EQ(told(days_before(Days{day("2026-01-10"), {}})), "none");
}

TEST(PeriodsTest, DaysAreAFilter)
{
    EXPECT_EQ(within_days("closed_on", days_of("last_month", day("2026-03-01"))),
              "closed_on >= \"2026-02-01\" AND closed_on <= \"2026-02-28\"");
    EXPECT_EQ(within_days("closed_on", {{}, day("2026-02-28")}), "closed_on <= \"2026-02-28\"");
    EXPECT_EQ(within_days("closed_on", {}), "");
}

TEST(PeriodsTest, KeysAreWhatAggregatesSay)
{
    EXPECT_EQ(told(days_of_key("2017")), "2017-01-01..2017-12-31");
    EXPECT_EQ(told(days_of_key("2017-Q4")), "2017-10-01..2017-12-31");
    EXPECT_EQ(told(days_of_key("2016-02")), "2016-02-01..2016-02-29");
    EXPECT_EQ(told(days_of_key("2017-W09")), "2017-02-27..2017-03-05");
    EXPECT_EQ(told(days_of_key("2017-03-31")), "2017-03-31..2017-03-31");
    for (const char* text : {"today", "this_year", "", "open", "2017-13"})
        EXPECT_EQ(told(days_of_key(text)), "none") << text;
}

TEST(PeriodsTest, GapsAreFilled)
{
    using Keys = std::vector<std::string>;
    EXPECT_EQ(without_gaps({"2017-02", "2016-11"}),
              (Keys{"2016-11", "2016-12", "2017-01", "2017-02"}));
    EXPECT_EQ(without_gaps({"2016-Q3", "2017-Q1"}), (Keys{"2016-Q3", "2016-Q4", "2017-Q1"}));
    EXPECT_EQ(without_gaps({"2015", "2017"}), (Keys{"2015", "2016", "2017"}));
    EXPECT_EQ(without_gaps({}), Keys{});
    // Of another kind, or further apart than anybody wants to see.
    EXPECT_EQ(without_gaps({"2017-W01", "2017-W05"}), (Keys{"2017-W01", "2017-W05"}));
    EXPECT_EQ(without_gaps({"0001-01", "2017-05"}), (Keys{"0001-01", "2017-05"}));
}

} // namespace
} // namespace comity::record
