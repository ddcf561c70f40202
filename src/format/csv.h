#pragma once
// RFC 4180, strict and streaming: rows out of text, without a copy of the cells.

#include "format/row_reader.h"
#include "format/text_source.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::format {

struct CsvLimits {
    static constexpr std::size_t field_bytes = 1 << 20;
    static constexpr std::size_t row_bytes = 8 << 20;
    static constexpr std::size_t columns = 2'000;
};

// Reads one text from its start to its end; one thread. A quote that is not closed, a quote inside
// an unquoted field, text after a closing quote, and what is over a limit throw Error{invalid} that
// says the line (the first is 1) and why: what follows such a row cannot be trusted.
class CsvReader {
public:
    // `has_cr_rows`: rows end with a lone carriage return, as old Macintosh programs write them.
    CsvReader(TextSource& source, char delimiter, bool has_cr_rows = false);

    // The next row, or false at the end. Cells live until the next call. An empty line is a row of
    // one empty cell.
    bool next();
    std::span<const std::string_view> cells() const { return m_cells; }
    // Where the row begins; a row with line breaks inside quotes takes several lines.
    std::int64_t line() const { return m_line; }
    // Whether the row is an empty line.
    bool is_blank_line() const { return m_is_blank_line; }

private:
    struct Span {
        std::size_t begin = 0, end = 0; // in the buffer
        bool is_quoted = false, is_escaped = false;
    };
    enum class Scan { row, more };

    Scan scan();
    // Moves `at` behind the field that begins there; nothing when more text is needed.
    bool scan_quoted(std::size_t& at, Span& span);
    bool scan_plain(std::size_t& at, Span& span);
    void refill();
    void finish_row(std::size_t next_begin);
    void require_small(std::size_t begin, std::size_t end, bool is_quoted) const;
    std::int64_t line_at(std::size_t offset) const;
    [[noreturn]] void refuse(std::size_t offset, Sentence reason) const;

    TextSource& m_source;
    char m_delimiter;
    bool m_has_cr_rows;
    bool m_stops[256] = {}; // bytes that end a run of plain text
    std::string m_buffer;
    std::size_t m_begin = 0; // of the row being read
    bool m_is_at_end = false;
    std::vector<Span> m_spans;
    std::vector<std::string_view> m_cells;
    std::int64_t m_line = 0;
    std::int64_t m_next_line = 1;
    bool m_is_blank_line = false;
};

// A cell as CSV: quoted when it must be.
void append_csv_cell(std::string& out, std::string_view cell, char delimiter = ',');

} // namespace comity::format
