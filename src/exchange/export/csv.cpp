#include "exchange/cells.h"

namespace comity::exchange {
namespace {

// Quoted when the format asks for it, when spaces would be lost, and when a spreadsheet might take
// it for a formula; what is inside is never altered.
bool needs_quotes(std::string_view text)
{
    if (text.empty())
        return false;
    if (std::string_view("=+-@\t ").find(text.front()) != text.npos || text.back() == ' ')
        return true;
    return text.find_first_of(",\"\r\n") != text.npos;
}

void append_csv_text(std::string& out, std::string_view text, bool may_be_bare)
{
    if (may_be_bare || !needs_quotes(text)) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

} // namespace

void append_csv_row(std::string& out, std::span<const ExportCell> row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        out += i > 0 ? "," : "";
        append_csv_text(out, row[i].text, row[i].sort == ExportCell::Sort::number);
    }
    out += "\r\n";
}

void append_csv_row(std::string& out, std::span<const std::string> row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        out += i > 0 ? "," : "";
        append_csv_text(out, row[i], false);
    }
    out += "\r\n";
}

} // namespace comity::exchange
