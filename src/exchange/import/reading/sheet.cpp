#include "exchange/import/reading/sheet.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/reading/presets.h"
#include "format/vcards.h"
#include "format/workbook_rows.h"

#include <algorithm>
#include <array>
#include <set>

namespace comity::exchange {
namespace {

[[noreturn]] void refuse(const Sentence& message)
{
    throw Error(Cause::invalid, message, {{"file", "csv", message}});
}

// Files that people upload instead of a CSV, by how they begin.
void refuse_other_formats(std::string_view head)
{
    using namespace std::string_view_literals;
    struct Beginning {
        std::string_view bytes;
        std::string_view what; // a key
    };
    static constexpr Beginning beginnings[] = {
        {"PK\x03\x04"sv, "import.excel_workbook_or_another"},
        {"\xd0\xcf\x11\xe0"sv, "import.old_excel_workbook_or"},
        {"\x89PNG"sv, "import.picture"},
        {"\xff\xd8\xff"sv, "import.picture"},
        {"GIF8"sv, "import.picture"},
        {"%PDF-"sv, "import.pdf"},
        {"\x1f\x8b"sv, "import.compressed_file"},
        {"SQLite format 3"sv, "import.database"},
    };
    for (const Beginning& beginning : beginnings)
        if (head.starts_with(beginning.bytes))
            refuse(say("import.this_is_not_csv_file", {{"what", say(beginning.what)}}));
}

constexpr std::size_t chunk_bytes = 256 << 10;
// From so many characters of more than one byte on, a broken one is damage and not another
// encoding.
constexpr std::int64_t surely_utf8 = 8;

std::int64_t lines_before_damage(std::string_view bytes)
{
    std::int64_t lines = 0;
    for (const std::string_view line : split(bytes, '\n')) {
        if (!is_utf8(line))
            return lines;
        ++lines;
    }
    return 0;
}

// Reads to the end: is it text of that encoding, and if not, what else is it?
Encoding settle_encoding(ByteSource& bytes, std::string head, Encoding guess, bool is_wanted)
{
    Decoder decoder(guess);
    std::string text;
    std::int64_t line = 1;
    bool is_utf8_so_far = true;
    while (true) {
        text.clear();
        const bool is_end = head.empty();
        const bool was_good = is_utf8_so_far && decoder.decode(head, is_end, text);
        if (std::find(text.begin(), text.end(), '\0') != text.end() ||
            (guess == Encoding::utf8 && head.find('\0') != std::string::npos))
            refuse(say("import.this_is_not_csv_file_it", {{"line", line}}));
        if (is_utf8_so_far && !was_good) {
            line += lines_before_damage(head);
            if (is_wanted || guess != Encoding::utf8)
                refuse(say("import.file_is_not_encoding_near",
                           {{"encoding", name_of(guess)}, {"line", line}}));
            if (decoder.long_characters() >= surely_utf8)
                refuse(say("import.file_is_utf_8_up", {{"line", line}}));
            is_utf8_so_far = false;
        }
        if (is_end)
            return is_utf8_so_far ? guess : Encoding::windows1252;
        line += std::count(text.begin(), text.end(), '\n');
        head.resize(chunk_bytes);
        head.resize(bytes.read(head.data(), head.size()));
    }
}

std::string first_text(std::string_view head, Encoding encoding)
{
    const EncodingGuess guess = guess_encoding(head);
    if (guess.mark_bytes && guess.encoding == encoding)
        head.remove_prefix(guess.mark_bytes);
    std::string text;
    Decoder(encoding).decode(head, false, text);
    return text;
}

// How often each candidate stands in each of the first lines, outside quotes.
constexpr std::array<char, 4> candidates = {',', ';', '\t', '|'};
using LineCounts = std::array<int, candidates.size()>;

std::vector<LineCounts> count_delimiters(std::string_view head)
{
    constexpr std::size_t most_lines = 50;
    std::vector<LineCounts> lines(1);
    bool is_quoted = false;
    bool has_text = false;
    for (const char c : head) {
        if (c == '"')
            is_quoted = !is_quoted;
        const bool is_break = !is_quoted && (c == '\n' || c == '\r');
        if (is_break && has_text) {
            if (lines.size() == most_lines)
                return lines;
            lines.emplace_back();
        }
        has_text = !is_break;
        for (std::size_t i = 0; i < candidates.size() && !is_quoted; ++i)
            lines.back()[i] += c == candidates[i];
    }
    // The last line may be cut off, or empty.
    if (lines.size() > 1)
        lines.pop_back();
    return lines;
}

bool ends_rows_with_cr(std::string_view head)
{
    bool is_quoted = false;
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == '"')
            is_quoted = !is_quoted;
        if (is_quoted)
            continue;
        if (head[i] == '\n')
            return false;
        if (head[i] == '\r')
            return i + 1 < head.size() && head[i + 1] != '\n';
    }
    return false;
}

} // namespace

char find_delimiter(std::string_view head)
{
    const std::vector<LineCounts> lines = count_delimiters(head);
    char best = ',';
    double best_score = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const int in_header = lines[0][i];
        if (in_header == 0)
            continue;
        const auto same = std::count_if(lines.begin(), lines.end(), [&](const LineCounts& line) {
            return line[i] == in_header;
        });
        // Rows that agree with the header count first, more columns second.
        const double score = static_cast<double>(same) / static_cast<double>(lines.size()) +
                             std::min(in_header, 50) / 1'000.0;
        if (score > best_score) {
            best = candidates[i];
            best_score = score;
        }
    }
    return best;
}

SheetFormat find_format(ByteSource& bytes, const SheetFormat& wanted)
{
    std::string head(chunk_bytes, '\0');
    head.resize(bytes.read(head.data(), head.size()));
    refuse_other_formats(head);
    const EncodingGuess guess = guess_encoding(head);
    SheetFormat format = wanted;
    const std::string text_head = head.substr(0, 64 << 10);
    // A byte order mark knows better than "utf-16".
    const bool is_marked = guess.mark_bytes == 2 && wanted.encoding != Encoding::windows1252;
    const Encoding first = wanted.encoding && !is_marked ? *wanted.encoding : guess.encoding;
    if (first == Encoding::windows1252 && head.find('\0') != std::string::npos)
        refuse(say("import.this_is_not_csv_file_in"));
    format.encoding =
        settle_encoding(bytes, std::move(head), first, wanted.encoding || guess.mark_bytes > 0);
    const std::string text = first_text(text_head, *format.encoding);
    if (!format.delimiter)
        format.delimiter = find_delimiter(text);
    format.has_cr_rows = ends_rows_with_cr(text);
    return format;
}

namespace {

// The rows of a text, with the text.
class TextRows : public RowReader {
public:
    TextRows(std::unique_ptr<ByteSource> bytes, const SheetFormat& format)
        : m_source(std::move(bytes), format.encoding.value_or(Encoding::utf8)),
          m_reader(m_source, format.delimiter ? format.delimiter : ',', format.has_cr_rows)
    {
    }
    bool next() override { return m_reader.next(); }
    std::span<const std::string_view> cells() const override { return m_reader.cells(); }
    std::int64_t line() const override { return m_reader.line(); }
    bool is_blank_line() const override { return m_reader.is_blank_line(); }

private:
    TextSource m_source;
    CsvReader m_reader;
};

std::string head_of(const std::string& path)
{
    std::string head(64, '\0');
    head.resize(open_file(path)->read(head.data(), head.size()));
    return head;
}

std::size_t filled_cells(std::span<const std::string_view> cells)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(cells, [](std::string_view cell) { return !trim(cell).empty(); }));
}

} // namespace

SheetFormat find_file_format(const std::string& path, const SheetFormat& wanted)
{
    const std::string head = head_of(path);
    SheetFormat format = wanted;
    if (!head.starts_with("PK\x03\x04")) {
        format = find_format(*open_file(path), wanted);
        if (is_card_file(head))
            format.sort = SheetFormat::Sort::cards;
        return format;
    }
    format.sort = SheetFormat::Sort::workbook;
    format.sheet = WorkbookRows(Archive::open_file(path), wanted.sheet).sheet_name();
    return format;
}

std::unique_ptr<RowReader> open_rows(const std::string& path, const SheetFormat& format)
{
    if (format.sort == SheetFormat::Sort::workbook)
        return std::make_unique<WorkbookRows>(Archive::open_file(path), format.sheet);
    if (format.sort == SheetFormat::Sort::cards)
        return std::make_unique<CardRows>(
            TextSource(open_file(path), format.encoding.value_or(Encoding::utf8)));
    return std::make_unique<TextRows>(open_file(path), format);
}

Sheet open_sheet(const std::string& path, const SheetFormat& format)
{
    return Sheet(open_rows(path, format));
}

Sheet::Sheet(std::unique_ptr<ByteSource> bytes, const SheetFormat& format)
    : Sheet(std::make_unique<TextRows>(std::move(bytes), format))
{
}

Sheet::Sheet(std::unique_ptr<RowReader> rows) : m_rows(std::move(rows))
{
    if (!skip_preamble())
        refuse(say("import.line_1_file_is_empty"));
    std::span<const std::string_view> names = m_rows->cells();
    for (const std::string_view cell : names) {
        const std::string_view name = trim(cell);
        m_headers.push_back(name.empty() ? "column " + std::to_string(m_headers.size() + 1)
                                         : std::string(name));
    }
    m_rows->widen(m_headers.size());
    std::set<std::string_view> seen;
    for (const std::string& header : m_headers)
        if (!seen.insert(header).second)
            refuse(say("import.line_two_columns_are_called",
                       {{"line", m_rows->line()}, {"header", header}}));
    find_shape();
}

void Sheet::find_shape()
{
    const Preset* preset = find_preset(m_headers);
    if (!preset || !preset->shape)
        return;
    const auto& more = preset->shape->headers;
    if (std::ranges::find(m_headers, more[0]) != m_headers.end())
        return; // failed rows that were put right come back with what was worked out for them
    m_shape = preset->shape;
    m_row.emplace(m_headers);
    m_headers.insert(m_headers.end(), more.begin(), more.end());
}

// A row that does not fit the header stays as it is, for row_problem to say so.
void Sheet::shape_row()
{
    const auto cells = m_rows->cells();
    m_cells.assign(cells.begin(), cells.end());
    if (cells.size() + m_shape->headers.size() != m_headers.size())
        return;
    m_made.assign(m_shape->headers.size(), "");
    m_row->set(cells);
    m_shape->work_out(*m_row, m_made);
    m_cells.insert(m_cells.end(), m_made.begin(), m_made.end());
}

// To the header. Some programs (LinkedIn's export) write `Notes:` and a paragraph above an empty
// line above it.
bool Sheet::skip_preamble()
{
    bool has_row = m_rows->next();
    while (has_row && m_rows->is_blank_line())
        has_row = m_rows->next();
    if (!has_row || m_rows->cells().size() != 1 || fold(trim(m_rows->cells()[0])) != "notes:")
        return has_row;
    while (has_row && !m_rows->is_blank_line())
        has_row = m_rows->next();
    while (has_row && filled_cells(m_rows->cells()) == 0)
        has_row = m_rows->next();
    return has_row;
}

bool Sheet::next()
{
    while (m_rows->next())
        if (!m_rows->is_blank_line()) {
            if (m_shape)
                shape_row();
            return true;
        }
    return false;
}

std::optional<Sentence> Sheet::row_problem() const
{
    if (Sentence problem = m_rows->problem(); !problem.is_empty())
        return problem;
    const std::size_t width = m_rows->cells().size();
    const std::size_t wanted = m_headers.size() - (m_shape ? m_shape->headers.size() : 0);
    if (width == wanted)
        return std::nullopt;
    return say("import.row_has_fields_header_has", {{"count", width}, {"wanted", wanted}});
}

} // namespace comity::exchange
