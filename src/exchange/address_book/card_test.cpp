// Cards, line by line: what is read, what is kept, what a label becomes.
#include "exchange/address_book/card_content.h"
#include "exchange/address_book/card_labels.h"
#include "exchange/address_book/card_match.h"

#include "base/error.h"

#include <gtest/gtest.h>

namespace comity::exchange {
namespace {

CardContent read(std::string_view inside)
{
    return read_card("BEGIN:VCARD\r\nVERSION:3.0\r\n" + std::string(inside) + "END:VCARD\r\n",
                     [](std::string_view field, const Json& value) {
                         // As the kinds would say it.
                         return field != "emails" || value.if_array()->back().text("value").find(
                                                         '@') != std::string_view::npos;
                     });
}

TEST(Cards, NamesWithoutAFieldAreKept)
{
    const CardContent card = read("N:Müller\\, Graf;Eva;Maria;Dr.;jr\r\nFN:whatever\r\n");
    EXPECT_EQ(card.last_name, "Müller, Graf");
    EXPECT_EQ(card.first_name, "Eva");
    EXPECT_EQ(card.full_name, "");
    EXPECT_EQ(card.properties, std::vector<std::string>{"N:;;Maria;Dr.;jr"});
}

TEST(Cards, WhatNoFieldTakesStaysALine)
{
    const CardContent card = read("N:A;B;;;\r\nEMAIL:no address\r\nBDAY:--0412\r\n"
                                  "item1.X-ABDATE:2001\r\nitem1.X-ABLabel:Wedding\r\n"
                                  "PHOTO;ENCODING=b:AA\r\n BB\r\nX-COMITY-MAIN:me\r\n");
    EXPECT_FALSE(card.emails);
    EXPECT_FALSE(card.birthday);
    EXPECT_EQ(card.properties,
              (std::vector<std::string>{"EMAIL:no address", "BDAY:--0412", "item1.X-ABDATE:2001",
                                        "item1.X-ABLabel:Wedding"}));
    EXPECT_EQ(card.pictures, std::vector<std::string>{"PHOTO;ENCODING=b:AABB"});
}

TEST(Cards, OneWholeCardOrNone)
{
    for (const char* text :
         {"", "BEGIN:VCARD\nEND:VCARD", "BEGIN:VCARD\nVERSION:9.0\nEND:VCARD",
          "BEGIN:VCARD\nVERSION:3.0\nN:A\n", "BEGIN:VCARD\nVERSION:3.0\nN:\xff\nEND:VCARD",
          "BEGIN:VCARD\nVERSION:3.0\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD"})
        EXPECT_THROW(read_card_lines(text), Error) << text;
}

TEST(Cards, LabelsGoOutAndComeBack)
{
    for (const char* label : {"", "work", "home fax", "mobile", "iphone", "other"}) {
        const auto types = types_of_label(label);
        ASSERT_TRUE(types) << label;
        const auto lines =
            read_card_lines("BEGIN:VCARD\nVERSION:3.0\nTEL" + *types + ":+49 30\nEND:VCARD");
        EXPECT_EQ(label_of_line(lines[1], ""), label);
    }
    EXPECT_FALSE(types_of_label("Summer house"));
    EXPECT_EQ(label_of_line({}, "_$!<Home>!$_"), "home");
    EXPECT_EQ(label_of_line({}, "Summer house"), "Summer house");
}

TEST(Cards, AProgramTakesAwayOnlyWhatItKnows)
{
    const auto from_one = merge_kept({}, {"X-A:1", "PHOTO:2"}, "one");
    // Another one has never heard of them.
    auto kept = merge_kept(from_one, {"X-B:3"}, "two");
    EXPECT_EQ(kept.size(), 3u);
    // It sends another of the same name, so it knows that one.
    kept = merge_kept(kept, {"X-A:4", "X-B:3"}, "two");
    EXPECT_EQ(write_kept(kept), "one PHOTO:2\ntwo X-B:3\ntwo X-A:4");
    EXPECT_EQ(write_kept(read_kept(write_kept(kept))), write_kept(kept));
    // The first one takes its own away.
    EXPECT_EQ(write_kept(merge_kept(kept, {}, "one")), "two X-B:3\ntwo X-A:4");
}

TEST(Cards, AreFoundByWhatIsInThem)
{
    const char* card = "BEGIN:VCARD\nVERSION:3.0\nFN:Eva Müller\nEMAIL:eva@a.example\nEND:VCARD";
    EXPECT_TRUE(matches({}, card));
    EXPECT_TRUE(matches({false, {{"fn", false, false, {{"muller", "ends-with", false}}}}}, card));
    EXPECT_FALSE(matches({false, {{"FN", false, false, {{"eva", "equals", false}}}}}, card));
    EXPECT_TRUE(matches({true, {{"TEL", true, false, {}}, {"EMAIL", false, false, {}}}}, card));
    EXPECT_FALSE(matches({true, {{"TEL", false, false, {}}, {"EMAIL", false, false, {}}}}, card));
}

} // namespace
} // namespace comity::exchange
