#pragma once
// A table of text with a header: what its format is, and its rows.

#include "record/import/csv.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

struct SheetFormat {
    std::optional<Encoding> encoding; // nothing: found out
    char delimiter = 0;               // 0: found out
    bool has_cr_rows = false;
};

// Fills what `wanted` leaves open, by reading all of it once. UTF-8 unless a byte order mark, zero
// bytes or an impossible sequence say otherwise; then UTF-16 or Windows-1252. Error{invalid} for
// what is not text (workbooks, archives, pictures) and for a file that is UTF-8 in most places
// only.
SheetFormat find_format(ByteSource& bytes, const SheetFormat& wanted);

// The delimiter of these first lines, outside quotes: `,` `;` tab or `|`.
char find_delimiter(std::string_view head);

class Sheet {
public:
    // Error{invalid} when there is no header line. `format` as find_format gives it.
    Sheet(std::unique_ptr<ByteSource> bytes, const SheetFormat& format);

    // Trimmed; an empty one is called "column 3".
    const std::vector<std::string>& headers() const { return m_headers; }
    // The next row that is not an empty line; as CsvReader.
    bool next();
    std::span<const std::string_view> cells() const { return m_reader.cells(); }
    std::int64_t line() const { return m_reader.line(); }
    // Nothing, or why this row does not fit the header.
    std::optional<std::string> width_problem() const;
    const TextSource& source() const { return m_source; }

private:
    TextSource m_source;
    CsvReader m_reader;
    std::vector<std::string> m_headers;
};

// Everything at once, for tests and small texts. With `expected_header` the first row must be that
// and every row as wide; both are Error{invalid} with line and reason.
std::vector<std::vector<std::string>>
read_all_rows(std::string bytes, const SheetFormat& wanted = {},
              const std::vector<std::string>& expected_header = {});

} // namespace comity::record
