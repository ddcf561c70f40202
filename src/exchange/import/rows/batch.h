#pragma once
// Some hundred rows of a file, kept together: their text, and what could be read of it without
// asking the database.

#include "exchange/exchange.h"
#include "exchange/import/mapping/plan.h"
#include "record/object/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

struct ImportRow {
    std::int64_t line = 0;
    std::size_t first_cell = 0;
    std::size_t cell_count = 0;
    Record values;           // what its plain columns say
    std::vector<bool> given; // by plan column: does the row say anything for it?
    std::vector<Problem> problems;
    std::vector<std::pair<const Field*, std::string>> unknown; // texts that are no choice
};

class RowBatch {
public:
    explicit RowBatch(const ImportPlan& plan) : m_plan(plan) {}

    // The next rows of the sheet, at most `most` and some megabytes; false when there are none.
    bool read(Sheet& sheet, std::size_t most);

    std::vector<ImportRow>& rows() { return m_rows; }
    const std::vector<ImportRow>& rows() const { return m_rows; }
    // "" where a row is too short.
    std::string_view cell(const ImportRow& row, std::size_t at) const;
    // What a row has for a column: its cell or the text that every row gets.
    std::string_view text(const ImportRow& row, const ImportColumn& column) const;

private:
    void parse(ImportRow& row);
    void parse_plain(ImportRow& row, const ImportColumn& column, std::string_view written);
    static void parse_part(ImportRow& row, const ImportColumn& column, std::string_view text);

    const ImportPlan& m_plan;
    std::string m_text;
    bool is_number(const ImportRow& row, const ImportColumn& column) const;

    std::vector<std::size_t> m_ends; // of the cells, in m_text
    std::vector<bool> m_numbers;     // by cell, where the file itself says that it is one
    std::vector<ImportRow> m_rows;
    std::size_t m_used = 0; // rows beyond are kept for their memory
};

// The parts of a cell that names several records: `Acme; Umbrella`.
std::vector<std::string_view> parts_of(std::string_view text);

} // namespace comity::exchange
