#include "base/working_time.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

constexpr std::int64_t hour_us = 3'600'000'000;

Instant moment(const char* text)
{
    return parse_instant(text).value();
}

// Monday to Friday, 9 to 12 and 13 to 17, in Berlin.
WorkingWeek berlin()
{
    WorkingWeek week;
    week.zone = "Europe/Berlin";
    for (std::size_t day = 0; day < 5; ++day)
        week.days[day] = parse_hours("09:00-12:00, 13:00-17:00").value();
    return week;
}

TEST(WorkingTime, HoursAreReadOrRefused)
{
    using Spans = std::vector<HoursSpan>;
    EXPECT_EQ(parse_hours(""), Spans{});
    EXPECT_EQ(parse_hours(" 9:00 - 17:30 "), (Spans{{540, 1050}}));
    EXPECT_EQ(parse_hours("00:00-12:00,12:00-24:00"), (Spans{{0, 720}, {720, 1440}}));
    for (const char* wrong : {"9-17", "17:00-09:00", "09:00-09:00", "09:00-25:00", "09:60-10:00",
                              "09:00-12:00,11:00-13:00", "13:00-14:00,09:00-10:00", "a:00-10:00",
                              "09:00-12:00,", "-", "009:00-10:00"})
        EXPECT_FALSE(parse_hours(wrong)) << wrong;
}

TEST(WorkingTime, NightsAndWeekendsDoNotCount)
{
    const WorkingWeek week = berlin();
    // Friday 16:00 to Monday 10:00 in Berlin, winter.
    EXPECT_EQ(
        working_us_between(week, moment("2026-01-09T15:00:00Z"), moment("2026-01-12T09:00:00Z")),
        2 * hour_us);
    // The noon break.
    EXPECT_EQ(
        working_us_between(week, moment("2026-01-12T11:00:00Z"), moment("2026-01-12T12:30:00Z")),
        hour_us / 2);
    const Instant morning = moment("2026-01-12T09:00:00Z");
    EXPECT_EQ(working_us_between(week, morning, morning), 0);
    EXPECT_EQ(working_us_between(week, morning, {morning.us - 24 * hour_us}), 0);
}

TEST(WorkingTime, AWeekHasItsHoursAlsoWhenClocksAreSet)
{
    WorkingWeek week = berlin();
    // 29 March 2026: clocks go forward on Sunday.
    EXPECT_EQ(
        working_us_between(week, moment("2026-03-26T23:00:00Z"), moment("2026-04-02T22:00:00Z")),
        5 * 7 * hour_us);
    for (auto& day : week.days)
        day = parse_hours("00:00-24:00").value();
    EXPECT_EQ(
        working_us_between(week, moment("2026-03-28T23:00:00Z"), moment("2026-03-29T22:00:00Z")),
        23 * hour_us);
    EXPECT_EQ(
        working_us_between(week, moment("2026-10-24T22:00:00Z"), moment("2026-10-25T23:00:00Z")),
        25 * hour_us);
}

TEST(WorkingTime, DeadlinesPassHolidaysAndEndWithASpan)
{
    WorkingWeek week = berlin();
    week.holidays.insert(make_date(2026, 1, 12).value());
    const Instant friday = moment("2026-01-09T15:00:00Z"); // 16:00 in Berlin
    // Monday is a holiday.
    EXPECT_EQ(after_working_us(week, friday, 2 * hour_us), moment("2026-01-13T09:00:00Z"));
    EXPECT_EQ(after_working_us(week, friday, hour_us), moment("2026-01-09T16:00:00Z"));
    EXPECT_EQ(after_working_us(week, moment("2026-01-10T12:00:00Z"), hour_us),
              moment("2026-01-13T09:00:00Z"));
    EXPECT_FALSE(after_working_us(WorkingWeek{}, friday, hour_us));
    EXPECT_FALSE(after_working_us(week, friday, 0));
}

// What is due after some working time has waited exactly that long when it is due.
TEST(WorkingTime, DueAndWaitedAgree)
{
    const WorkingWeek week = berlin();
    const Instant begin = moment("2026-03-20T00:00:00Z");
    for (std::int64_t i = 1; i <= 400; ++i) {
        const Instant from{begin.us + i * 7'919'000'000};
        const std::int64_t long_us = i * 1'237'000'000;
        const auto due = after_working_us(week, from, long_us);
        ASSERT_TRUE(due);
        EXPECT_EQ(working_us_between(week, from, *due), long_us) << i;
        EXPECT_LT(working_us_between(week, from, {due->us - 1}), long_us) << i;
    }
}

} // namespace
} // namespace comity
