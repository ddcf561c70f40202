#pragma once
// A table of text with a header: what its format is, and its rows.

#include "exchange/exchange.h"
#include "exchange/import/reading/preset_shapes.h"
#include "format/csv.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::exchange {

struct SheetFormat {
    std::optional<Encoding> encoding; // nothing: found out
    char delimiter = 0;               // 0: found out
    bool has_cr_rows = false;
    // What open_sheet reads it as; find_file_format finds it out.
    enum class Sort { text, workbook, cards } sort = Sort::text;
    std::string sheet = {}; // of a workbook; empty: the first one
};

// Fills what `wanted` leaves open, by reading all of it once. UTF-8 unless a byte order mark, zero
// bytes or an impossible sequence say otherwise; then UTF-16 or Windows-1252. Error{invalid} for
// what is not text (workbooks, archives, pictures) and for a file that is UTF-8 in most places
// only.
SheetFormat find_format(ByteSource& bytes, const SheetFormat& wanted);

// The same for a file, which may be a workbook too.
SheetFormat find_file_format(const std::string& path, const SheetFormat& wanted);

// The delimiter of these first lines, outside quotes: `,` `;` tab or `|`.
char find_delimiter(std::string_view head);

class Sheet {
public:
    // Error{invalid} when there is no header line. `format` as find_format gives it.
    Sheet(std::unique_ptr<ByteSource> bytes, const SheetFormat& format);
    explicit Sheet(std::unique_ptr<RowReader> rows);

    // Trimmed; an empty one is called "column 3". Behind them stand the columns that are worked out
    // of the others, where the export of a known program needs it.
    const std::vector<std::string>& headers() const { return m_headers; }
    // The next row that is not an empty line; as RowReader.
    bool next();
    std::span<const std::string_view> cells() const
    {
        return m_shape ? std::span<const std::string_view>(m_cells) : m_rows->cells();
    }
    std::int64_t line() const { return m_rows->line(); }
    bool is_number(std::size_t cell) const { return m_rows->is_number(cell); }
    Sentence note() const { return m_rows->note(); }
    // Nothing, or why this row cannot be taken: it does not fit the header, or the file itself
    // says that something is wrong with it.
    std::optional<Sentence> row_problem() const;

private:
    bool skip_preamble();
    void find_shape();
    void shape_row();

    std::unique_ptr<RowReader> m_rows;
    std::vector<std::string> m_headers;
    const Shape* m_shape = nullptr;
    std::optional<ShapedRow> m_row;  // of the file's own columns
    std::vector<std::string> m_made; // what was worked out
    std::vector<std::string_view> m_cells;
};

// Rows of a file in a format that find_file_format gave.
std::unique_ptr<RowReader> open_rows(const std::string& path, const SheetFormat& format);
Sheet open_sheet(const std::string& path, const SheetFormat& format);

} // namespace comity::exchange
