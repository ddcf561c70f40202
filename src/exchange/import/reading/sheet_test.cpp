#include "exchange/import/reading/sheet.h"

#include "base/error.h"
#include "base/json.h"
#include "base/words/tongue.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace comity::exchange {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string slurp(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Rows read_all_rows(std::string bytes, const SheetFormat& wanted = {})
{
    const SheetFormat format = find_format(*open_text(bytes), wanted);
    TextSource source(open_text(std::move(bytes)), *format.encoding);
    CsvReader reader(source, format.delimiter, format.has_cr_rows);
    Rows rows;
    while (reader.next())
        rows.emplace_back(reader.cells().begin(), reader.cells().end());
    return rows;
}

std::string refusal(std::string bytes)
{
    try {
        read_all_rows(std::move(bytes));
    } catch (const Error& error) {
        return error.message();
    }
    return "";
}

// Whether all of it can be taken, as an import would: it is read to its end, its columns are called
// so, every row fits.
bool is_taken(std::string bytes, const std::vector<std::string>& header)
{
    try {
        const SheetFormat format = find_format(*open_text(bytes), {});
        Sheet sheet(open_text(std::move(bytes)), format);
        if (sheet.headers() != header)
            return false;
        while (sheet.next())
            if (sheet.row_problem())
                return false;
    } catch (const Error& error) {
        EXPECT_TRUE(error.message().starts_with("Line ")) << error.message();
        return false;
    }
    return true;
}

std::string utf16(std::u16string_view text, bool is_little)
{
    std::string out;
    for (const char16_t c : text) {
        const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xff);
        out += is_little ? low : high;
        out += is_little ? high : low;
    }
    return out;
}

TEST(Sheet, ReadsQuotesAndLineBreaks)
{
    EXPECT_EQ(read_all_rows("a,b\r\n\"x\"\"y\",\"1\r\n2\"\r\n"),
              (Rows{{"a", "b"}, {"x\"y", "1\r\n2"}}));
    EXPECT_EQ(read_all_rows("a,b\n1,"), (Rows{{"a", "b"}, {"1", ""}}));
    EXPECT_EQ(read_all_rows("\n\n"), (Rows{{""}, {""}}));
    EXPECT_EQ(read_all_rows("\"\"\"\"\n\"\""), (Rows{{"\""}, {""}}));
    EXPECT_EQ(read_all_rows(""), Rows{});
    EXPECT_EQ(read_all_rows("a,b\r1,2\r\"x\ry\",3"), (Rows{{"a", "b"}, {"1", "2"}, {"x\ry", "3"}}));
    EXPECT_EQ(read_all_rows("a\nx\ry\n"), (Rows{{"a"}, {"x\ry"}}));
    EXPECT_EQ(read_all_rows("a\n24\" monitor\n"), (Rows{{"a"}, {"24\" monitor"}}));
}

TEST(Sheet, RefusesBrokenQuotesWithTheLine)
{
    EXPECT_EQ(refusal("a,b\n1,\"open,2\n3,4\n"),
              "Line 2: a quote is opened and never closed. Nothing of the file was taken.");
    EXPECT_NE(refusal("a,b\n\"x\ny\",2\n1,x\"y\n").find("Line 4: there is a quote inside"),
              std::string::npos);
    EXPECT_NE(refusal("a,b\n1,\"x\" \n").find("Line 2: there is text after a closing quote"),
              std::string::npos);
    EXPECT_NE(
        refusal("a\n\"" + std::string(2 << 20, 'x') + "\"\n").find("Line 2: a field is longer"),
        std::string::npos);
    EXPECT_NE(refusal(std::string(2'001, ',')).find("2,000 columns"), std::string::npos);
}

TEST(Sheet, RefusesWhatIsNotText)
{
    EXPECT_NE(refusal("PK\x03\x04stuff").find("Excel workbook"), std::string::npos);
    EXPECT_NE(refusal("\x89PNG\r\n").find("picture"), std::string::npos);
    std::string bytes = "a,b\n1,2\n";
    bytes[6] = '\0';
    EXPECT_NE(refusal(bytes).find("not a CSV file"), std::string::npos);
    EXPECT_THROW(open_file("/nowhere/at/all.csv"), Error);
    EXPECT_THROW(open_file("/tmp"), Error);
}

TEST(Sheet, FindsTheDelimiter)
{
    EXPECT_EQ(find_delimiter("a;b\n1,5;2,5\n"), ';');
    EXPECT_EQ(find_delimiter("name\tstreet, city\nx\ty\n"), '\t');
    EXPECT_EQ(find_delimiter("a|b|c\n1|2|3\n"), '|');
    EXPECT_EQ(find_delimiter("\"a;b;c\",d\n1,2\n"), ',');
    EXPECT_EQ(find_delimiter("only\none, two\n"), ',');
}

TEST(Sheet, ReadsEveryEncoding)
{
    const Rows expected = {{"Name", "Ort"}, {"Jürgen €", "Köln 😎"}};
    const std::string utf8 = "Name,Ort\nJürgen €,Köln 😎\n";
    const std::u16string wide = u"Name,Ort\nJürgen €,Köln 😎\n";
    EXPECT_EQ(read_all_rows(utf8), expected);
    EXPECT_EQ(read_all_rows("\xef\xbb\xbf" + utf8), expected);
    EXPECT_EQ(read_all_rows(utf16(u"\xfeff", true) + utf16(wide, true)), expected);
    EXPECT_EQ(read_all_rows(utf16(u"\xfeff", false) + utf16(wide, false)), expected);
    EXPECT_EQ(read_all_rows(utf16(wide, true)), expected);
    EXPECT_EQ(read_all_rows(utf16(wide, false)), expected);
    EXPECT_EQ(read_all_rows("Name,Ort\nJ\xfcrgen \x80,K\xf6ln\n"),
              (Rows{{"Name", "Ort"}, {"Jürgen €", "Köln"}}));
    EXPECT_EQ(read_all_rows("a\n\xc3\xbc\n", {.encoding = Encoding::windows1252}),
              (Rows{{"a"}, {"Ã¼"}}));
}

TEST(Sheet, DoesNotTakeDamagedUtf8ForAnotherEncoding)
{
    std::string text = "a\n";
    for (int i = 0; i < 20; ++i)
        text += "Müller\n";
    EXPECT_NE(refusal(text + "M\xfcller\n").find("UTF-8 up to line 22"), std::string::npos);
}

TEST(Sheet, ReadsTheSameWhereverPiecesEnd)
{
    // Rows of growing length put every kind of byte on the border of a 256 KiB piece.
    std::string text = "a,b,c\r\n";
    Rows expected = {{"a", "b", "c"}};
    for (int i = 0; i < 9'000; ++i) {
        const std::string body = std::string(static_cast<std::size_t>(i % 97), 'x') + "ü😎\"\r\n,";
        std::string quoted;
        append_csv_cell(quoted, body);
        text += std::to_string(i) + "," + quoted + ",\"\"\r\n";
        expected.push_back({std::to_string(i), body, ""});
    }
    for (std::size_t shift = 0; shift < 12; ++shift) {
        expected[0][0] = std::string(shift + 1, 'a');
        EXPECT_EQ(read_all_rows(std::string(shift, 'a') + text), expected) << shift;
    }
}

TEST(Sheet, CountsLinesAndWidths)
{
    Sheet sheet(open_text("a,b\n\"1\n1\",2\n\n3\n4,5,6\n"), {.encoding = {}, .delimiter = ','});
    ASSERT_TRUE(sheet.next());
    EXPECT_EQ(sheet.line(), 2);
    EXPECT_FALSE(sheet.row_problem());
    ASSERT_TRUE(sheet.next());
    EXPECT_EQ(sheet.line(), 5);
    EXPECT_EQ(in_english(sheet.row_problem().value_or("")),
              "The row has 1 field, the header has 2.");
    ASSERT_TRUE(sheet.next());
    EXPECT_TRUE(sheet.row_problem());
    EXPECT_FALSE(sheet.next());
}

// Folders of CSV files with the JSON that they mean, where the environment names them.
std::filesystem::path conformance_folder()
{
    const char* folder = std::getenv("COMITY_SHARED_DATA");
    return folder ? std::filesystem::path(folder) / "csv-conformance" : std::filesystem::path();
}

Rows rows_of(const Json& json, Rows header)
{
    const Json::Array items = json.if_array() ? *json.if_array() : Json::Array{json};
    for (const Json& item : items) {
        std::vector<std::string> row;
        if (item.if_array()) {
            for (const Json& cell : *item.if_array())
                row.push_back(*cell.if_string());
        } else {
            std::vector<std::string> names;
            for (const auto& [name, cell] : *item.if_object()) {
                names.push_back(name);
                row.push_back(*cell.if_string());
            }
            if (header.empty())
                header.push_back(names);
        }
        header.push_back(row);
    }
    return header;
}

TEST(Sheet, ConformsToPublicFiles)
{
    const std::filesystem::path folder = conformance_folder();
    if (folder.empty() || !std::filesystem::exists(folder))
        GTEST_SKIP() << "COMITY_SHARED_DATA names no folder with csv-conformance";
    const std::vector<std::string> header = {"foo", "bar", "baz"};
    int good = 0, bad = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "csv-test-data/csv")) {
        const std::string name = entry.path().stem().string();
        const bool has_header = name.find("header-") != std::string::npos;
        if (name.starts_with("bad-")) {
            EXPECT_FALSE(is_taken(slurp(entry.path()), header)) << name;
            ++bad;
            continue;
        }
        const Json json = parse_json(slurp(folder / "csv-test-data/json" / (name + ".json")));
        EXPECT_EQ(read_all_rows(slurp(entry.path())),
                  rows_of(json, has_header ? Rows{header} : Rows{}))
            << name;
        EXPECT_TRUE(!has_header || is_taken(slurp(entry.path()), header)) << name;
        ++good;
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder / "csv-spectrum/csvs")) {
        const std::string name = entry.path().stem().string();
        const Json json = parse_json(slurp(folder / "csv-spectrum/json" / (name + ".json")));
        Rows expected = rows_of(json, {});
        // The JSON beside this one tells another telephone number than the file.
        if (name == "location_coordinates")
            expected[1][0] = "2095257564";
        EXPECT_EQ(read_all_rows(slurp(entry.path())), expected) << name;
        ++good;
    }
    EXPECT_EQ(bad, 7);
    EXPECT_EQ(good, 30);
}

} // namespace
} // namespace comity::exchange
