#include "exchange/round_trip/readings.h"

#include "base/money.h"

#include <gtest/gtest.h>

namespace comity::exchange {
namespace {

TEST(Readings, WhatProgramsDoToTextsIsNoChange)
{
    EXPECT_TRUE(is_worn_copy("0123", "123"));
    EXPECT_TRUE(is_worn_copy("+493012345678", "493012345678"));
    EXPECT_TRUE(is_worn_copy("1234567890123456", "1.23457E+15"));
    EXPECT_TRUE(is_worn_copy("1234567890123456", "1,23457E+15"));
    EXPECT_TRUE(is_worn_copy("1234567890123456", "1234567890123460"));
    EXPECT_TRUE(is_worn_copy("2E3", "2000"));
    EXPECT_TRUE(is_worn_copy("text", "text   "));
    EXPECT_TRUE(is_worn_copy("one\ntwo", "one\r\ntwo"));
    EXPECT_TRUE(is_worn_copy("=1+1", "'=1+1"));
    EXPECT_TRUE(is_worn_copy("Łódź Müller", "?ód? Müller"));
    EXPECT_TRUE(is_worn_copy("3-4", "2026-04-03"));
    EXPECT_TRUE(is_worn_copy("3/4", "04.03.2026"));
    EXPECT_TRUE(is_worn_copy(std::string(40'000, 'x'), std::string(32'767, 'x')));
    EXPECT_TRUE(is_worn_copy("wahr", "WAHR"));
}

TEST(Readings, WhatPeopleDoIs)
{
    EXPECT_FALSE(is_worn_copy("0123", "124"));
    EXPECT_FALSE(is_worn_copy("0123", ""));
    EXPECT_FALSE(is_worn_copy("", "x"));
    EXPECT_FALSE(is_worn_copy("Acme", "acme"));
    EXPECT_FALSE(is_worn_copy("1234567890123456", "1.23458E+15"));
    EXPECT_FALSE(is_worn_copy("123456", "123457"));
    EXPECT_FALSE(is_worn_copy("Why?", "Why"));
    EXPECT_FALSE(is_worn_copy("Mull", "M?ll"));
    EXPECT_FALSE(is_worn_copy("3-4", "2026-05-03"));
    EXPECT_FALSE(is_worn_copy("two words", "two"));
}

TEST(Readings, ErrorsOfProgramsAreNoValues)
{
    for (const char* text : {"#NAME?", "#BEZUG!", "########", " #N/A "})
        EXPECT_TRUE(is_program_error(text)) << text;
    for (const char* text : {"#1", "#", "", "NAME?", "# of seats"})
        EXPECT_FALSE(is_program_error(text)) << text;
}

bool means(Field field, std::string_view written, std::vector<Value> original)
{
    field.column_count = static_cast<int>(original.size());
    return may_mean(field, written, original, {.zone = "Europe/Berlin"});
}

TEST(Readings, DatesInAnyNotation)
{
    const Value day = *make_date(2026, 3, 4);
    for (const char* text : {"2026-03-04", "04.03.2026", "3/4/2026", "4/3/26", "46085", "44623",
                             "2026-03-04 00:00:00"})
        EXPECT_TRUE(means(date("d"), text, {day})) << text;
    for (const char* text : {"2026-03-05", "46086", "", "soon", "5.3.2026"})
        EXPECT_FALSE(means(date("d"), text, {day})) << text;
    const Value moment = *parse_instant("2026-01-21T09:30:15Z");
    for (const char* text : {"2026-01-21T09:30:15Z", "21.01.2026 10:30", "1/21/2026 9:30:15 AM",
                             "2026-01-21 10:30:15", "2026-01-21 09:30"})
        EXPECT_TRUE(means(instant("i"), text, {moment})) << text;
    EXPECT_FALSE(means(instant("i"), "21.01.2026 10:31", {moment}));
}

TEST(Readings, NumbersInAnyNotation)
{
    const std::vector<Value> price = {parse_amount("1054.50")->ticks, std::string("EUR")};
    for (const char* text : {"1054.5", "1054,50", "1.054,50", "1,054.50"}) {
        EXPECT_TRUE(means(number("n"), text, {1054.5})) << text;
        EXPECT_TRUE(means(money("m"), text, price)) << text;
    }
    EXPECT_FALSE(means(money("m"), "1054.60", price));
    EXPECT_FALSE(means(number("n"), "1054", {1054.5}));
    EXPECT_TRUE(means(percent("p"), "25", {25.0}));
    EXPECT_TRUE(means(percent("p"), "25%", {25.0}));
    EXPECT_TRUE(means(percent("p"), "2500%", {25.0}));
    EXPECT_FALSE(means(percent("p"), "30%", {25.0}));
    EXPECT_TRUE(means(yes_no("y"), "WAHR", {true}));
    EXPECT_TRUE(means(yes_no("y"), "FALSE", {false}));
}

TEST(Readings, UnchangedCellsTellHowAColumnWrites)
{
    Field day = date("d");
    day.column_count = 1;
    ColumnClues clues;
    const TextFormat format;
    clues.look_at(day, "04.03.2026", false, std::vector<Value>{*make_date(2026, 3, 4)}, format);
    clues.look_at(day, "05.06.2026", false, std::vector<Value>{*make_date(2026, 1, 1)}, format);
    TextFormat settled;
    EXPECT_TRUE(clues.settle(settled));
    EXPECT_EQ(settled.date_order, TextFormat::DateOrder::dmy);
    ColumnClues open;
    open.look_at(day, "05.06.2026", false, std::vector<Value>{*make_date(2026, 1, 1)}, format);
    EXPECT_FALSE(open.settle(settled));
}

} // namespace
} // namespace comity::exchange
