#include "format/csv.h"

#include "base/error.h"

#include <algorithm>
#include <cstring>

namespace comity::format {

CsvReader::CsvReader(TextSource& source, char delimiter, bool has_cr_rows)
    : m_source(source), m_delimiter(delimiter), m_has_cr_rows(has_cr_rows)
{
    for (const char c : {delimiter, '"', '\n', '\r'})
        m_stops[static_cast<unsigned char>(c)] = true;
}

bool CsvReader::next()
{
    while (true) {
        if (m_is_at_end && m_begin == m_buffer.size())
            return false;
        if (m_begin < m_buffer.size() && scan() == Scan::row)
            return true;
        refill();
    }
}

CsvReader::Scan CsvReader::scan()
{
    m_spans.clear();
    std::size_t at = m_begin;
    while (true) {
        Span span;
        const bool is_quoted = at < m_buffer.size() && m_buffer[at] == '"';
        if (!(is_quoted ? scan_quoted(at, span) : scan_plain(at, span))) {
            if (at - m_begin > CsvLimits::row_bytes)
                refuse(m_begin, say("reading.row_is_longer_than_8"));
            return Scan::more;
        }
        m_spans.push_back(span);
        if (m_spans.size() > CsvLimits::columns)
            refuse(m_begin, say("reading.row_has_more_than_2"));
        if (at == m_buffer.size()) { // scan_* says so only at the end of the text
            finish_row(at);
            return Scan::row;
        }
        if (m_buffer[at] == m_delimiter) {
            ++at;
            continue;
        }
        const bool is_crlf =
            m_buffer[at] == '\r' && at + 1 < m_buffer.size() && m_buffer[at + 1] == '\n';
        finish_row(at + (is_crlf ? 2 : 1));
        return Scan::row;
    }
}

bool CsvReader::scan_quoted(std::size_t& at, Span& span)
{
    span = {at + 1, at + 1, true, false};
    const std::size_t size = m_buffer.size();
    std::size_t q = at + 1;
    while (true) {
        const void* found = q < size ? std::memchr(m_buffer.data() + q, '"', size - q) : nullptr;
        if (!found) {
            require_small(span.begin, size, true);
            if (m_is_at_end)
                refuse(at, say("reading.quote_is_opened_and_never"));
            return false;
        }
        q = static_cast<std::size_t>(static_cast<const char*>(found) - m_buffer.data());
        if (q + 1 == size && !m_is_at_end)
            return false;
        if (q + 1 < size && m_buffer[q + 1] == '"') {
            span.is_escaped = true;
            q += 2;
            continue;
        }
        break;
    }
    require_small(span.begin, q, true);
    span.end = q;
    const std::size_t after = q + 1;
    if (after < size && m_buffer[after] == '\r') {
        if (after + 1 == size && !m_is_at_end)
            return false;
        if (!m_has_cr_rows && after + 1 < size && m_buffer[after + 1] != '\n')
            refuse(q, say("reading.text_after_closing_quote"));
    } else if (after < size && m_buffer[after] != m_delimiter && m_buffer[after] != '\n') {
        refuse(q, say("reading.text_after_closing_quote_doubled"));
    }
    at = after;
    return true;
}

bool CsvReader::scan_plain(std::size_t& at, Span& span)
{
    const std::size_t size = m_buffer.size();
    const char* text = m_buffer.data();
    std::size_t q = at;
    while (true) {
        while (q < size && !m_stops[static_cast<unsigned char>(text[q])])
            ++q;
        if (q == size) {
            require_small(at, q, false);
            if (!m_is_at_end)
                return false;
            break;
        }
        if (text[q] == '"') {
            // After a digit it means inches or seconds: 24" or 37°36'37.8"N. Anything else is a
            // quote that somebody forgot to double.
            if (q == at || text[q - 1] < '0' || text[q - 1] > '9')
                refuse(q, say("reading.quote_inside_field_that_does"));
            ++q;
            continue;
        }
        if (text[q] != '\r')
            break;
        // A line feed that is still to come belongs to the same end of row.
        if (q + 1 == size && !m_is_at_end)
            return false;
        if (m_has_cr_rows || q + 1 == size || text[q + 1] == '\n')
            break;
        ++q; // a lone carriage return is text
    }
    require_small(at, q, false);
    span = {at, q, false, false};
    at = q;
    return true;
}

void CsvReader::refill()
{
    m_buffer.erase(0, m_begin);
    m_begin = 0;
    // What is unfinished is read again from its start: twice as much text each time keeps that
    // linear for long rows.
    const std::size_t wanted = m_buffer.size() * 2;
    do {
        if (!m_source.read(m_buffer))
            m_is_at_end = true;
    } while (!m_is_at_end && m_buffer.size() < wanted);
}

void CsvReader::finish_row(std::size_t next_begin)
{
    m_line = m_next_line;
    ++m_next_line;
    m_cells.clear();
    char* text = m_buffer.data();
    for (const Span& span : m_spans) {
        std::size_t size = span.end - span.begin;
        char* cell = text + span.begin;
        if (span.is_quoted)
            m_next_line += std::count(cell, cell + size, m_has_cr_rows ? '\r' : '\n');
        if (span.is_escaped) {
            char* out = cell;
            for (const char* in = cell, *end = cell + size; in < end; ++in) {
                *out++ = *in;
                if (*in == '"')
                    ++in;
            }
            size = static_cast<std::size_t>(out - cell);
        }
        m_cells.emplace_back(cell, size);
    }
    m_is_blank_line = m_spans.size() == 1 && !m_spans[0].is_quoted && m_cells[0].empty();
    m_begin = next_begin;
}

void CsvReader::require_small(std::size_t begin, std::size_t end, bool is_quoted) const
{
    if (end - begin > CsvLimits::field_bytes)
        refuse(begin, is_quoted ? say("reading.field_is_longer_perhaps_its")
                                : say("reading.field_is_longer_than_1"));
}

std::int64_t CsvReader::line_at(std::size_t offset) const
{
    const auto begin = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_begin);
    const auto end = m_buffer.begin() + static_cast<std::ptrdiff_t>(offset);
    return m_next_line + std::count(begin, end, m_has_cr_rows ? '\r' : '\n');
}

void CsvReader::refuse(std::size_t offset, Sentence reason) const
{
    const Sentence message = say("reading.line_reason_nothing_of",
                                 {{"line", line_at(offset)}, {"reason", std::move(reason)}});
    throw Error(Cause::invalid, message, {{"file", "csv", message}});
}

void append_csv_cell(std::string& out, std::string_view cell, char delimiter)
{
    const char stops[] = {delimiter, '"', '\n', '\r', '\0'};
    const bool has_edge_space = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
    if (!has_edge_space && cell.find_first_of(stops) == std::string_view::npos) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

} // namespace comity::format
