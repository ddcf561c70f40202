#include "base/error.h"
#include "base/excerpt.h"
#include "base/id.h"
#include "base/json.h"
#include "base/json_lines.h"
#include "base/money.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "base/time_in_zone.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(JsonLines, SayWhereEachValueBegins)
{
    const JsonLines lines = lines_of_json("{\"a\": 1,\n \"objects\": [\n  {\"name\": \"x\\\"]\"},\n"
                                          "  {\n   \"fields\": [[], {\n \"kind\": {} } ] }]\n}");
    EXPECT_EQ(lines.at(""), 1);
    EXPECT_EQ(lines.at("a"), 1);
    EXPECT_EQ(lines.at("objects[0].name"), 3);
    EXPECT_EQ(lines.at("objects[1]"), 4);
    EXPECT_EQ(lines.at("objects[1].fields[0]"), 5);
    EXPECT_EQ(lines.at("objects[1].fields[1].kind"), 6);
    EXPECT_EQ(lines.size(), 10u);
    EXPECT_EQ(line_of(lines, "objects[1].fields[0].label"), 5);
    EXPECT_EQ(line_of(lines, "nowhere"), 1);
    for (const char* broken : {"", "}", "]]", ",", "\"", "{\"\\", "[1,", "{:,:}"})
        EXPECT_EQ(line_of(lines_of_json(broken), "x[2]"), 1) << broken;
}

TEST(Id, NewOnesSortAfterOldOnesAndReadBack)
{
    Id last = make_id();
    for (int i = 0; i < 10'000; ++i) {
        const Id next = make_id();
        ASSERT_LT(last, next);
        last = next;
    }
    EXPECT_EQ(parse_id(format_id(last)), last);
    EXPECT_EQ(format_id(last)[14], '7');
    for (const char* bad :
         {"", "x", "0198c2a0-0000-7000-8000-00000000000", "{0198c2a0-0000-7000-8000-000000000000}",
          "0198c2a000007000800000000000000000000", "0198c2a0-0000-7000-8000-00000000000g"})
        EXPECT_FALSE(parse_id(bad)) << bad;
}

TEST(Time, DatesReadBackAndImpossibleOnesAreRefused)
{
    EXPECT_EQ(format_date(*parse_date("2024-02-29")), "2024-02-29");
    EXPECT_EQ(parse_date("1970-01-02")->days, 1);
    for (const char* bad :
         {"2023-02-29", "2023-13-01", "2023-1-01", "0000-01-01", "2023-01-01 ", "20230101"})
        EXPECT_FALSE(parse_date(bad)) << bad;
}

TEST(Time, InstantsKeepMicrosecondsAndUnderstandOffsets)
{
    EXPECT_EQ(format_instant(*parse_instant("2024-01-23T02:21:49.000+0000")),
              "2024-01-23T02:21:49Z");
    EXPECT_EQ(format_instant(*parse_instant("2024-01-23T02:21:49.5+01:00")),
              "2024-01-23T01:21:49.500Z");
    EXPECT_EQ(format_instant(*parse_instant("1969-12-31T23:59:59.999999Z")),
              "1969-12-31T23:59:59.999999Z");
    for (const char* bad :
         {"2024-01-23", "2024-01-23T25:00:00Z", "2024-01-23T02:21:49", "2024-01-23T02:21:49.Z"})
        EXPECT_FALSE(parse_instant(bad)) << bad;
}

TEST(Time, ADayStartsWhereItsZoneSaysSo)
{
    EXPECT_EQ(format_instant(start_of(*parse_date("2026-07-01"), "Europe/Berlin")),
              "2026-06-30T22:00:00Z");
    EXPECT_EQ(date_in(*parse_instant("2026-06-30T22:00:00Z"), "Europe/Berlin"),
              *parse_date("2026-07-01"));
    EXPECT_FALSE(is_zone("Mars/Olympus"));
}

TEST(Time, MomentsOutsideOfTheYearsThatAreWrittenAreRefused)
{
    for (const char* bad :
         {"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:60Z", "9999-12-31T23:59:59-00:01"})
        EXPECT_FALSE(parse_instant(bad)) << bad;
    for (const char* good : {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
        EXPECT_EQ(format_instant(parse_instant(good).value()), good);
}

TEST(Time, ClocksOnTheWallKnowWhenTheyAreChanged)
{
    const auto in_berlin = [](const char* wall) {
        return format_instant(moment_of(*parse_instant(wall), "Europe/Berlin"));
    };
    EXPECT_EQ(in_berlin("2026-03-29T01:30:00Z"), "2026-03-29T00:30:00Z");
    EXPECT_EQ(in_berlin("2026-03-29T02:30:00Z"), "2026-03-29T01:00:00Z"); // skipped
    EXPECT_EQ(in_berlin("2026-03-29T14:05:00Z"), "2026-03-29T12:05:00Z");
    EXPECT_EQ(in_berlin("2026-10-25T02:30:00Z"), "2026-10-25T00:30:00Z"); // comes twice
    EXPECT_EQ(in_berlin("2026-10-25T14:05:00Z"), "2026-10-25T13:05:00Z");
}

TEST(Money, AmountsAreExact)
{
    for (const char* same : {"0.00", "1054.00", "-0.01", "99999999999999.9999", "0.125", "0.0125"})
        EXPECT_EQ(format_amount(*parse_amount(same)), same);
    EXPECT_EQ(format_amount(*parse_amount("12.5000")), "12.50");
    for (const char* bad :
         {"", "-", "1e5", "1.", ".5", "1,000", "1.00001", "NaN", "100000000000000000"})
        EXPECT_FALSE(parse_amount(bad)) << bad;
    EXPECT_EQ(convert({Amount::per_unit}, 0.5), Amount{5000});
    EXPECT_FALSE(convert({std::int64_t{1} << 62}, 1000.0));
}

TEST(Text, FoldForgetsCaseAccentsAndWidth)
{
    EXPECT_EQ(fold("MÜLLER"), "muller");
    EXPECT_EQ(fold("Straße"), "strasse");
    EXPECT_EQ(fold("Łódź Ærø"), "lodz aero");
    EXPECT_EQ(fold(fold("ＦＵＬＬ ﬁ")), "full fi");
    EXPECT_EQ(digits_of("+33 6 28-23 (04)"), "336282304");
    EXPECT_EQ(make_key("  Closed Won! "), "closed_won");
    EXPECT_EQ(make_key("2nd"), "key_2nd");
    EXPECT_EQ(make_key("日本"), "key_");
}

TEST(Text, EncodingsAreReadOrRefused)
{
    EXPECT_EQ(decode("M\xfcller \x80", "windows-1252"), "Müller €");
    EXPECT_EQ(decode(std::string_view("M\0\xfc\0", 4), "utf-16le"), "Mü");
    EXPECT_FALSE(decode("\xff\xfe", "utf-8"));
    EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
    EXPECT_EQ(length_of("añ日"), 3u);
}

TEST(Text, HostsAreWrittenInAscii)
{
    EXPECT_EQ(host_in_ascii("Example.COM"), "example.com");
    EXPECT_EQ(host_in_ascii("_dmarc.example.com"), "_dmarc.example.com");
    EXPECT_EQ(host_in_ascii("MÜNCHEN.example"), "xn--mnchen-3ya.example");
    EXPECT_EQ(host_in_ascii("straße.example"), "xn--strae-oqa.example");
    EXPECT_EQ(host_in_ascii("１２７。0.0.1"), "127.0.0.1");
    EXPECT_FALSE(host_in_ascii(""));
    EXPECT_FALSE(host_in_ascii("\xff.example"));
    EXPECT_FALSE(host_in_ascii("a..example"));
    EXPECT_FALSE(host_in_ascii(std::string(64, 'a') + ".example"));
}

TEST(Text, ExcerptsEndBetweenCharacters)
{
    EXPECT_EQ(excerpt("Köln", 10), "Köln");
    EXPECT_EQ(excerpt("Köln", 2), "K");
    EXPECT_EQ(excerpt("Köln", 3), "Kö");
    EXPECT_EQ(excerpt("😀", 3), "");
}

TEST(Text, DistanceCountsEditsAndSwaps)
{
    EXPECT_EQ(edit_distance("GTXPro", "GTX Pro", 3), 1u);
    EXPECT_EQ(edit_distance("jhon", "john", 3), 1u);
    EXPECT_EQ(edit_distance("abc", "xyz", 1), 2u);
}

TEST(Json, ReadsWhatItWrites)
{
    const char* text =
        R"({"a":[1,2.50,-3e2,true,null,"x\"\n\u00e9"],"b":{},"c":12345678901234567890123})";
    EXPECT_EQ(
        format_json(parse_json(text)),
        "{\"a\":[1,2.50,-3e2,true,null,\"x\\\"\\né\"],\"b\":{},\"c\":12345678901234567890123}");
    EXPECT_EQ(format_json(parse_json("null")), "null");
    EXPECT_EQ(format_json(parse_json(" 7 ")), "7");
}

TEST(Json, RefusesWhatIsNotJson)
{
    for (const char* bad : {"", "{", "[1,]", "{\"a\":1,\"a\":2}", "1 2", "{\"a\":01}", "\"\xff\"",
                            "nul", "{a:1}", "1,2", "]["})
        EXPECT_THROW(parse_json(bad), Error) << bad;
    EXPECT_THROW(parse_json(std::string(100, '[') + std::string(100, ']')), Error);
}

TEST(Json, WriterPutsCommasByItself)
{
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    json.member("a", 1);
    json.key("b");
    json.begin_array();
    json.value("x");
    json.value(0.1);
    json.begin_object();
    json.end_object();
    json.end_array();
    json.member("c", true);
    json.end_object();
    EXPECT_EQ(out, R"({"a":1,"b":["x",0.1,{}],"c":true})");
}

TEST(Secret, PasswordsVerifyAndTokensDiffer)
{
    const std::string hash = hash_password("correct horse");
    EXPECT_TRUE(verify_password(hash, "correct horse"));
    EXPECT_FALSE(verify_password(hash, "correct horsf"));
    EXPECT_NE(make_token(), make_token());
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_TRUE(equal_in_constant_time("a", "a"));
    EXPECT_FALSE(equal_in_constant_time("a", "ab"));
}

TEST(Error, CarriesEveryProblem)
{
    try {
        throw Error(Cause::invalid, "No.", {{"amount", "money", "Not money."}});
    } catch (const Error& error) {
        EXPECT_EQ(name_of(error.cause()), "invalid");
        ASSERT_EQ(error.problems().size(), 1u);
    }
    EXPECT_THROW(CHECK(1 == 2), Error);
}

} // namespace
} // namespace comity
