#pragma once
// The rows of an aggregate's statement as values, so that they can be kept and brought up to date:
// what has come is added, what has gone is taken away, exactly.

#include "record/figures/plan.h"
#include "store/database.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace comity::record {

// One column of the statement: what it is and what happens to it when two rows meet.
struct PartialColumn {
    enum class Merge { key, sum, least, most } merge = Merge::key;
    store::Type type = store::Type::text;
};

// The columns of `plan`'s statement in order. The last counts the records of a row; the statement
// selects count(*) there.
std::vector<PartialColumn> partial_columns(const AggregatePlan& plan);

class PartialRows {
public:
    explicit PartialRows(std::vector<PartialColumn> columns) : m_columns(std::move(columns)) {}

    // Both are false when the outcome would not be exact (the least value has gone, a fraction or a
    // sum beyond 64 bits): then the rows are of no use any more and are to be asked for anew.
    [[nodiscard]] bool add(const store::Row& row);
    [[nodiscard]] bool take_away(const store::Row& row);

    std::size_t size() const { return m_rows.size(); }
    // The last column is handed over too.
    void each(store::OnRow on_row) const;

private:
    using Cells = std::vector<store::Value>;

    std::vector<PartialColumn> m_columns;
    std::unordered_map<std::string, Cells> m_rows; // by the bytes of their keys

    Cells read(const store::Row& row) const;
    std::string key_of(const Cells& cells) const;
    bool merge(Cells& kept, const Cells& other, int sign) const;
};

} // namespace comity::record
