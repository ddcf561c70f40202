#include "base/error.h"
#include "base/time.h"
#include "record/language/filter.h"
#include "record/object/filter_time.h"

#include <gtest/gtest.h>

namespace comity::record {
namespace {

// The tree as text with every bracket: (and a (or b c)).
std::string shape(const Filter& filter)
{
    if (!filter)
        return "";
    using Sort = FilterNode::Sort;
    if (filter->sort == Sort::words)
        return "'" + filter->literal + "'";
    if (filter->sort == Sort::compare) {
        std::string path;
        for (const std::string& step : filter->path)
            path += (path.empty() ? "" : ".") + step;
        return path + filter->op + filter->literal;
    }
    std::string text = filter->sort == Sort::all_of   ? "(and"
                       : filter->sort == Sort::any_of ? "(or"
                                                      : "(not";
    for (const Filter& child : filter->children)
        text += " " + shape(child);
    return text + ")";
}

std::string parsed(std::string_view text)
{
    return shape(parse_filter(text));
}

std::string refused(std::string_view text)
{
    try {
        parse_filter(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.cause(), Cause::malformed);
        return error.message();
    }
    ADD_FAILURE() << "was read: " << text;
    return "";
}

TEST(FilterParser, ReadsComparisons)
{
    EXPECT_EQ(parsed(""), "");
    EXPECT_EQ(parsed("  \n "), "");
    EXPECT_EQ(parsed("stage = \"won\""), "stage=won");
    EXPECT_EQ(parsed("amount>=1000"), "amount>=1000");
    EXPECT_EQ(parsed("amount > -5.5"), "amount>-5.5");
    EXPECT_EQ(parsed("account.sector : 'tech'"), "account.sector:tech");
    EXPECT_EQ(parsed("amount:*"), "amount:*");
    EXPECT_EQ(parsed("a != b"), "a!=b");
    EXPECT_EQ(parsed("created_at < 2026-11-21T09:30:00Z"), "created_at<2026-11-21T09:30:00Z");
    EXPECT_EQ(parsed("expected_close <= today+7d"), "expected_close<=today+7d");
}

TEST(FilterParser, OrBindsTighterThanAnd)
{
    EXPECT_EQ(parsed("a=1 AND b=2 OR c=3"), "(and a=1 (or b=2 c=3))");
    EXPECT_EQ(parsed("a=1 OR b=2 AND c=3"), "(and (or a=1 b=2) c=3)");
    EXPECT_EQ(parsed("a=1 b=2 OR c=3"), "(and a=1 (or b=2 c=3))");
    EXPECT_EQ(parsed("a=1 b=2 AND c=3"), "(and a=1 b=2 c=3)");
    EXPECT_EQ(parsed("(a=1 AND b=2) OR c=3"), "(or (and a=1 b=2) c=3)");
}

TEST(FilterParser, NegatesWithWordAndSign)
{
    EXPECT_EQ(parsed("NOT a=1"), "(not a=1)");
    EXPECT_EQ(parsed("name : \"x\" -tags:\"old\""), "(and name:x (not tags:old))");
    EXPECT_EQ(parsed("-(a=1 OR b=2)"), "(not (or a=1 b=2))");
    EXPECT_EQ(parsed("NOT(a=1)"), "(not a=1)");
}

TEST(FilterParser, ReadsSeveralLiterals)
{
    EXPECT_EQ(parsed("stage = (\"won\" OR lost)"), "(or stage=won stage=lost)");
    EXPECT_EQ(parsed("tags : (a AND b)"), "(and tags:a tags:b)");
    EXPECT_EQ(parsed("stage = (won)"), "stage=won");
}

TEST(FilterParser, ReadsLooseWords)
{
    EXPECT_EQ(parsed("\"loose words\""), "'loose words'");
    EXPECT_EQ(parsed("big deal"), "(and 'big' 'deal')");
    EXPECT_EQ(parsed("wow! stage=won"), "(and 'wow!' stage=won)");
}

TEST(FilterParser, ReadsEscapesAndWildcards)
{
    EXPECT_EQ(parsed(R"(name = "a\"b\\c\'d")"), "name=a\"b\\c'd");
    const Filter wild = parse_filter(R"(name = "Ac*e\*")");
    EXPECT_EQ(wild->pieces, (std::vector<std::string>{"Ac", "e*"}));
    EXPECT_EQ(parse_filter("name = \"100%\"")->pieces.size(), 1u);
    for (const std::string text : {"", "a\"b", "c\\d", "*", "line\nline", "ä½", "50%_"}) {
        const Filter filter = parse_filter("name = " + filter_literal(text));
        ASSERT_TRUE(filter);
        EXPECT_EQ(filter->literal, text);
        EXPECT_EQ(filter->pieces, std::vector<std::string>{text});
    }
}

TEST(FilterParser, SaysWhereItCannotRead)
{
    EXPECT_NE(refused("amount >=").find("after >="), std::string::npos);
    EXPECT_NE(refused("name = \"open").find("character 8"), std::string::npos);
    EXPECT_NE(refused("ä = \"open").find("character 5"), std::string::npos);
    EXPECT_NE(refused("(a=1").find("not closed"), std::string::npos);
    EXPECT_NE(refused("a=1)").find("character 4"), std::string::npos);
    EXPECT_NE(refused("upper(name)").find("functions"), std::string::npos);
    EXPECT_NE(refused("name = lower(\"x\")").find("functions"), std::string::npos);
    EXPECT_NE(refused("a=1 and b=2").find("capitals"), std::string::npos);
    EXPECT_NE(refused("AND a=1").find("condition"), std::string::npos);
    for (const char* text : {"a=1 OR", "a=1 AND", "NOT", "()", "= 1", "a == 1", "a..b = 1", ".a=1",
                             "\"a\" = 1", "a = ()", "a = (b", "a = (b c)", "a = (b OR c AND d)",
                             "a=\"x\\q\"", "a=\"x\"y", "a*b = 1", "a=1 OR OR b=1"})
        refused(text);
}

TEST(FilterParser, HasLimits)
{
    refused(std::string(9'000, 'a'));
    refused(std::string(40, '(') + "a=1" + std::string(40, ')'));
    EXPECT_EQ(parsed(std::string(20, '(') + "a=1" + std::string(20, ')')), "a=1");
    std::string many;
    for (int i = 0; i < 201; ++i)
        many += "a=1 ";
    refused(many);
    refused("a=\"\xff\"");
    refused(std::string_view("a=\0", 3));
}

std::string days(std::string_view text, std::string_view zone = "UTC")
{
    // 2026-11-21 is a Saturday.
    const Instant at = *parse_instant("2026-11-21T09:30:00Z");
    const auto span = parse_span(text, zone, at);
    if (!span)
        return "none";
    if (span->is_moment)
        return format_instant(span->from);
    return format_date(span->first) + " " + format_date({span->after.days - 1});
}

TEST(FilterTime, ReadsDaysAndPeriods)
{
    EXPECT_EQ(days("2026-02-28"), "2026-02-28 2026-02-28");
    EXPECT_EQ(days("2017"), "2017-01-01 2017-12-31");
    EXPECT_EQ(days("2016-02"), "2016-02-01 2016-02-29");
    EXPECT_EQ(days("2017-Q4"), "2017-10-01 2017-12-31");
    EXPECT_EQ(days("2017-W01"), "2017-01-02 2017-01-08");
    EXPECT_EQ(days("2020-W53"), "2020-12-28 2021-01-03");
    for (const char* text : {"2021-W53", "2017-Q5", "2017-13", "2017-00", "2026-02-30", "17", "",
                             "2017-W00", "0000", "soon", "today+", "today+7x", "today7d"})
        EXPECT_EQ(days(text), "none") << text;
}

TEST(FilterTime, ReadsRelativeDays)
{
    EXPECT_EQ(days("today"), "2026-11-21 2026-11-21");
    EXPECT_EQ(days("yesterday"), "2026-11-20 2026-11-20");
    EXPECT_EQ(days("tomorrow"), "2026-11-22 2026-11-22");
    EXPECT_EQ(days("today+7d"), "2026-11-28 2026-11-28");
    EXPECT_EQ(days("today-3w"), "2026-10-31 2026-10-31");
    EXPECT_EQ(days("today+3m"), "2027-02-21 2027-02-21");
    EXPECT_EQ(days("today+1q"), "2027-02-21 2027-02-21");
    EXPECT_EQ(days("today-1y"), "2025-11-21 2025-11-21");
    EXPECT_EQ(days("this_week"), "2026-11-16 2026-11-22");
    EXPECT_EQ(days("last_month"), "2026-10-01 2026-10-31");
    EXPECT_EQ(days("next_quarter"), "2027-01-01 2027-03-31");
    EXPECT_EQ(days("this_year"), "2026-01-01 2026-12-31");
    EXPECT_EQ(days("now"), "2026-11-21T09:30:00Z");
    EXPECT_EQ(days("now-2h"), "2026-11-21T07:30:00Z");
    EXPECT_EQ(days("now+1d"), "2026-11-22T09:30:00Z");
    EXPECT_EQ(days("today", "Pacific/Auckland"), "2026-11-21 2026-11-21");
    EXPECT_EQ(days("today", "Pacific/Kiritimati"), "2026-11-21 2026-11-21");
    EXPECT_EQ(days("today+100000y"), days("today+99999y"));
}

TEST(FilterTime, DaysOfAMonthEnd)
{
    const Instant at = *parse_instant("2027-03-31T00:00:00Z");
    EXPECT_EQ(format_date(parse_span("today-1m", "UTC", at)->first), "2027-02-28");
    EXPECT_EQ(format_instant(parse_span("2027-03-01", "Europe/Berlin", at)->from),
              "2027-02-28T23:00:00Z");
}

} // namespace
} // namespace comity::record
