#pragma once
// What other systems spread over several columns, and a record has in one: whether a task is done
// is a status here, a flag there and a time elsewhere. A shape works such columns out of a row.

#include "exchange/exchange.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace comity::exchange {

// A row of a known export, by its folded headers.
class ShapedRow {
public:
    explicit ShapedRow(const std::vector<std::string>& headers);

    void set(std::span<const std::string_view> cells) { m_cells = cells; }
    // Trimmed; "" for a column that the file does not have.
    std::string_view operator[](std::string_view header) const;
    // Of the first of these columns that has one.
    std::string first_of(std::initializer_list<std::string_view> headers) const;

private:
    std::unordered_map<std::string, std::size_t> m_places;
    std::span<const std::string_view> m_cells;
};

// Columns that are worked out: their headers, which no export has, and their texts for a row.
struct Shape {
    std::span<const std::string_view> headers;
    void (*work_out)(const ShapedRow& row, std::vector<std::string>& texts); // one per header
};

namespace shapes {
extern const Shape salesforce_task, salesforce_event, salesforce_note, salesforce_opportunity,
    salesforce_stage_history, hubspot_call, hubspot_meeting, hubspot_note, hubspot_task,
    hubspot_mail, pipedrive_activity, pipedrive_note;
} // namespace shapes

} // namespace comity::exchange
