#include "format/workbook_rows.h"

#include "base/error.h"
#include "base/words/tongue.h"
#include "format/workbook_book.h"
#include "format/zip_fixture.h"

#include <gtest/gtest.h>

namespace comity::format {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string sheet_of(const std::string& rows)
{
    return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
}

Rows read(const WorkbookParts& parts, const std::string& name = "")
{
    WorkbookRows rows(Archive::open_bytes(pack_workbook(parts)), name);
    Rows all;
    while (rows.next())
        all.emplace_back(rows.cells().begin(), rows.cells().end());
    return all;
}

std::string refusal(const std::string& bytes, const std::string& name = "")
{
    try {
        WorkbookRows rows(Archive::open_bytes(bytes), name);
        while (rows.next()) {
        }
    } catch (const Error& error) {
        EXPECT_EQ(error.cause(), Cause::invalid);
        return error.message();
    }
    return "";
}

TEST(Workbook, ReadsEveryKindOfCell)
{
    WorkbookParts parts;
    parts.shared_texts =
        "<sst><si><t>plain</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>no</t></rPh>"
        "</si><si><t>a_x000D_b</t></si></sst>";
    parts.sheet = sheet_of(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>)"
        R"(<c r="C1" t="s"><v>2</v></c></row>)"
        R"(<row r="2"><c t="inlineStr"><is><t xml:space="preserve"> in </t></is></c>)"
        R"(<c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>)"
        R"(<row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4" t="str"><f>A1</f><v>text</v></c>)"
        R"(<c r="C4"><v>0.1</v></c><c r="D4"><v>1.23457E+15</v></c><c r="F4"><v>-5</v></c></row>)");
    EXPECT_EQ(read(parts), (Rows{{"plain", "two runs", "a\rb"},
                                 {" in ", "true", "false"},
                                 {"2", "text", "0.1", "1234570000000000", "", "-5"}}));
}

TEST(Workbook, ReadsDatesByTheirLookInBothCalendars)
{
    WorkbookParts parts;
    parts.styles =
        R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-407]d. mmmm yyyy"/>)"
        R"(<numFmt numFmtId="171" formatCode="yyyy\-mm\-dd hh:mm"/>)"
        R"(<numFmt numFmtId="172" formatCode="&quot;days&quot; 0"/></numFmts><cellXfs>)"
        R"(<xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/>)"
        R"(<xf numFmtId="9"/><xf numFmtId="20"/></cellXfs></styleSheet>)";
    parts.sheet = sheet_of(
        R"(<row><c s="0"><v>46348</v></c><c s="1"><v>46348</v></c><c s="2"><v>46348.5</v></c>)"
        R"(<c s="3"><v>46348</v></c><c s="4"><v>0.07</v></c><c s="5"><v>0.75</v></c>)"
        R"(<c s="1"><v>1</v></c><c s="1"><v>61</v></c><c s="1"><v>-1</v></c></row>)");
    EXPECT_EQ(read(parts), (Rows{{"46348", "2026-11-22", "2026-11-22 12:00:00", "46348", "7%",
                                  "18:00:00", "1900-01-01", "1900-03-01", "-1"}}));
    parts.book = R"(<workbook><workbookPr date1904="1"/><sheets>)"
                 R"(<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>)";
    parts.sheet = sheet_of(R"(<row><c s="1"><v>44886</v></c></row>)");
    EXPECT_EQ(read(parts), (Rows{{"2026-11-22"}}));
}

TEST(Workbook, LooksOfCodes)
{
    EXPECT_EQ(look_of_code("General"), NumberLook::number);
    EXPECT_EQ(look_of_code("#,##0.00\\ \"€\";[Red]-#,##0.00"), NumberLook::number);
    EXPECT_EQ(look_of_code("0.00%"), NumberLook::percent);
    EXPECT_EQ(look_of_code("mmm\\-yy"), NumberLook::date);
    EXPECT_EQ(look_of_code("[h]:mm"), NumberLook::time);
    EXPECT_EQ(look_of_code("h:mm AM/PM"), NumberLook::time);
    EXPECT_EQ(look_of_code("TT.MM.JJJJ"), NumberLook::date);
    EXPECT_EQ(look_of_code("d/m/yyyy h:mm"), NumberLook::moment);
    EXPECT_EQ(look_of_code("\"yd"), NumberLook::number);
}

TEST(Workbook, TakesTheNamedSheetOrTheFirstThatIsSeen)
{
    WorkbookParts parts;
    parts.book = R"(<workbook><sheets><sheet name="Old" sheetId="3" state="hidden" r:id="r9"/>)"
                 R"(<sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>)";
    parts.sheet = sheet_of("<row><c><v>1</v></c></row>");
    EXPECT_EQ(read(parts), (Rows{{"1"}}));
    EXPECT_EQ(read(parts, " deals"), (Rows{{"1"}}));
    EXPECT_EQ(refusal(pack_workbook(parts), "Other"),
              "The workbook has no sheet called \"Other\"; it has \"Deals\".");
}

TEST(Workbook, RefusesWithWords)
{
    EXPECT_EQ(refusal("PK\x03\x04 and no more"),
              "The workbook cannot be read: it is damaged or not whole. Save it again.");
    Packer other;
    other.add("notes.txt", "hello");
    EXPECT_EQ(refusal(other.finish()), "This is a zip archive and not a workbook. Unpack it and "
                                       "take the files in it.");
    Packer open_document;
    open_document.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    EXPECT_EQ(refusal(open_document.finish()),
              "This is an OpenDocument file. Save it as .xlsx or CSV.");
    const auto refused = [](const std::string& sheet) {
        return refusal(pack_workbook({.sheet = sheet}));
    };
    EXPECT_EQ(refused("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>"),
              "The workbook declares things that no workbook declares.");
    EXPECT_EQ(refused(sheet_of("<row><c t='s'><v>7</v></c></row>")),
              "Row 1: a cell refers to a text that the workbook does not have.");
    EXPECT_EQ(refused(sheet_of("<row r='5'><c r='XFD5'><v>7</v></c></row>")),
              "Row 5: it has more than 2,000 columns.");
    EXPECT_EQ(refused(sheet_of("<row><c t='inlineStr'><is><t>" + std::string(1'100'000, 'x') +
                               "</t></is></c></row>")),
              "Row 1: a cell has more than 1 MiB of text.");
    EXPECT_TRUE(refused("<worksheet><sheetData><row>").starts_with("The workbook is damaged: "));
}

TEST(Workbook, TellsWhatAMergeCovers)
{
    WorkbookRows rows(
        Archive::open_bytes(pack_workbook(
            {.sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>"
                      "<mergeCell ref=\"B2:C3\"/></mergeCells></worksheet>"})),
        "");
    while (rows.next()) {
    }
    ASSERT_EQ(rows.covered().size(), 2u);
    EXPECT_EQ(rows.covered()[0].row, 2);
    EXPECT_EQ(rows.covered()[0].first, 2u);
    EXPECT_EQ(rows.covered()[1].first, 1u);
    EXPECT_EQ(rows.covered()[1].last, 2u);
}

TEST(Workbook, AFormulaWithoutAValueSpoilsItsRowOnly)
{
    WorkbookRows rows(
        Archive::open_bytes(pack_workbook(
            {.sheet = sheet_of("<row><c t='e'><v>#N/A</v></c></row><row><c><v>1</v></c></row>")})),
        "");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(in_english(rows.problem()), "A formula of this row could not be worked out (#N/A).");
    ASSERT_TRUE(rows.next());
    EXPECT_TRUE(rows.problem().is_empty());
}

} // namespace
} // namespace comity::format
