// A table as text: encodings, the guess of the format, the reader, the writer.
//
// input: a byte that chooses the encoding and the size of the pieces, then the file.
#include "must.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/reading/sheet.h"
#include "format/csv.h"

#include <array>
#include <optional>

namespace comity::fuzz {
namespace {

using namespace exchange;
using namespace format;

// A file that gives no more than so many bytes at a time.
class Trickle : public ByteSource {
public:
    Trickle(std::string_view bytes, std::size_t piece) : m_bytes(bytes), m_piece(piece) {}
    std::size_t read(char* bytes, std::size_t size) override
    {
        const std::size_t count = m_bytes.copy(bytes, std::min(size, m_piece), m_at);
        m_at += count;
        return count;
    }

private:
    std::string_view m_bytes;
    std::size_t m_piece;
    std::size_t m_at = 0;
};

struct Table {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::int64_t> lines;
    std::string refusal;
    bool operator==(const Table&) const = default;
};

Table read(std::string_view bytes, const SheetFormat& format, std::size_t piece)
{
    Table table;
    try {
        TextSource source(std::make_unique<Trickle>(bytes, piece), *format.encoding);
        CsvReader reader(source, format.delimiter, format.has_cr_rows);
        while (reader.next()) {
            table.rows.emplace_back(reader.cells().begin(), reader.cells().end());
            table.lines.push_back(reader.line());
        }
    } catch (const Error& error) {
        must(error.cause() == Cause::invalid, "a file is refused as invalid");
        table.refusal = error.message();
    }
    return table;
}

std::optional<SheetFormat> guess(std::string_view bytes, const SheetFormat& wanted,
                                 std::size_t piece)
{
    try {
        Trickle source(bytes, piece);
        return find_format(source, wanted);
    } catch (const Error& error) {
        must(error.cause() == Cause::invalid, "a file is refused as invalid");
        return std::nullopt;
    }
}

void check_decoding(std::string_view bytes, Encoding encoding, std::size_t piece)
{
    std::string whole;
    const bool is_good = Decoder(encoding).decode(bytes, true, whole);
    Decoder decoder(encoding);
    std::string text;
    bool is_good_in_pieces = true;
    for (std::size_t at = 0; at < bytes.size() && is_good_in_pieces; at += piece)
        is_good_in_pieces = decoder.decode(bytes.substr(at, piece), false, text);
    is_good_in_pieces = is_good_in_pieces && decoder.decode("", true, text);
    must(is_good == is_good_in_pieces, "bytes are of an encoding in one piece or in many");
    must(!is_good || (text == whole && is_utf8(text)), "decoding does not depend on the pieces");
}

// What was read, written as CSV and read again.
void check_written(const Table& table, char delimiter)
{
    std::string text;
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0)
                text += delimiter;
            append_csv_cell(text, row[i], delimiter);
        }
        text += "\r\n";
    }
    const Table again = read("\xef\xbb\xbf" + text, {Encoding::utf8, delimiter, false}, 1 << 20);
    must(again.refusal.empty() && again.rows == table.rows, "a table reads back");
}

void check_sheet(std::string_view bytes, const SheetFormat& format)
{
    try {
        Sheet sheet(open_text(std::string(bytes)), format);
        while (sheet.next())
            must(sheet.row_problem().has_value() ==
                     (sheet.cells().size() != sheet.headers().size()),
                 "a row of another width is told");
    } catch (const Error& error) {
        must(error.cause() == Cause::invalid, "a file is refused as invalid");
        must(error.problems().empty() || error.problems()[0].field == "file",
             "a refusal is about the file");
    }
}

} // namespace
} // namespace comity::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity::fuzz;
    using namespace comity::exchange;
    using namespace comity::format;
    std::string_view file = text_of(bytes, size);
    const unsigned choice = take_byte(file);
    const std::size_t piece = 1 + (choice >> 3);
    constexpr std::array<std::optional<Encoding>, 4> encodings = {
        std::nullopt, Encoding::utf16le, Encoding::utf16be, Encoding::windows1252};
    SheetFormat wanted;
    wanted.encoding = encodings[choice % encodings.size()];
    check_decoding(file, wanted.encoding.value_or(Encoding::utf8), piece);
    const auto format = guess(file, wanted, 1 << 20);
    if (!format)
        return 0;
    must(format->encoding && format->delimiter, "a format that was found is whole");
    const Table table = read(file, *format, 1 << 20);
    must(read(file, *format, 1) == table, "rows do not depend on the pieces, of one byte");
    must(read(file, *format, piece) == table, "rows do not depend on the pieces");
    check_sheet(file, *format);
    if (table.refusal.empty())
        check_written(table, format->delimiter);
    return 0;
}
