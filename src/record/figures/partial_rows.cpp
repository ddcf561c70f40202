#include "record/figures/partial_rows.h"

#include "base/error.h"
#include "record/object/value_bytes.h"

#include <cmath>

namespace comity::record {
namespace {

using store::Type;
using store::Value;
using Merge = PartialColumn::Merge;

// Cells that look like a row of the database.
class CellRow final : public store::Row {
public:
    explicit CellRow(const std::vector<Value>& cells) : m_cells(cells) {}

    bool is_null(int column) const override { return std::holds_alternative<Null>(at(column)); }
    std::int64_t integer(int column) const override { return read<std::int64_t>(column); }
    double real(int column) const override { return read<double>(column); }
    bool boolean(int column) const override { return read<bool>(column); }
    Id id(int column) const override { return read<Id>(column); }
    Date date(int column) const override { return read<Date>(column); }
    Instant instant(int column) const override { return read<Instant>(column); }
    std::string_view text(int column) const override
    {
        return is_null(column) ? std::string_view{} : std::get<std::string>(at(column));
    }

private:
    const std::vector<Value>& m_cells;

    const Value& at(int column) const { return m_cells[static_cast<std::size_t>(column)]; }
    template <class T> T read(int column) const
    {
        return is_null(column) ? T{} : std::get<T>(at(column));
    }
};

// Doubles add up exactly while they are whole numbers below 2^53.
bool is_exact(double number)
{
    return std::abs(number) < 9e15 && number == std::trunc(number);
}

bool add_to(Value& kept, const Value& other, int sign)
{
    if (std::holds_alternative<Null>(other))
        return true;
    if (const auto* number = std::get_if<std::int64_t>(&other)) {
        auto& sum = std::holds_alternative<Null>(kept) ? kept.emplace<std::int64_t>(0)
                                                       : std::get<std::int64_t>(kept);
        return sign > 0 ? !__builtin_add_overflow(sum, *number, &sum)
                        : !__builtin_sub_overflow(sum, *number, &sum);
    }
    const double real = std::get<double>(other);
    auto& sum =
        std::holds_alternative<Null>(kept) ? kept.emplace<double>(0) : std::get<double>(kept);
    if (!is_exact(real) || !is_exact(sum))
        return false;
    sum += sign * real;
    return is_exact(sum);
}

bool replace_extreme(Value& kept, const Value& other, Merge merge, int sign)
{
    if (std::holds_alternative<Null>(other))
        return true;
    if (sign < 0)
        return other != kept; // one that is not the extreme may go unnoticed
    const bool is_better =
        std::holds_alternative<Null>(kept) || (merge == Merge::least ? other < kept : kept < other);
    if (is_better)
        kept = other;
    return true;
}

} // namespace

std::vector<PartialColumn> partial_columns(const AggregatePlan& plan)
{
    std::vector<PartialColumn> columns;
    for (const Group& group : plan.groups)
        columns.push_back({Merge::key, group.type});
    for (const ExtraColumn& extra : plan.extra_columns)
        columns.push_back({Merge::key, extra.type});
    for (const Measure& measure : plan.measures) {
        using Sort = Measure::Sort;
        const Type type = measure.sort == Sort::count
                              ? Type::integer
                              : kind_of(*measure.field).parts(*measure.field)[0].type;
        const Merge merge = measure.sort == Sort::min   ? Merge::least
                            : measure.sort == Sort::max ? Merge::most
                                                        : Merge::sum;
        columns.push_back({merge, type});
        if (measure.sort == Sort::avg)
            columns.push_back({Merge::sum, Type::integer});
    }
    columns.push_back({Merge::sum, Type::integer});
    return columns;
}

PartialRows::Cells PartialRows::read(const store::Row& row) const
{
    Cells cells;
    cells.reserve(m_columns.size());
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        cells.push_back(row.value(static_cast<int>(i), m_columns[i].type));
    return cells;
}

std::string PartialRows::key_of(const Cells& cells) const
{
    std::string key;
    for (std::size_t i = 0; i < m_columns.size() && m_columns[i].merge == Merge::key; ++i)
        append_value_bytes(key, cells[i]);
    return key;
}

bool PartialRows::merge(Cells& kept, const Cells& other, int sign) const
{
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Merge merge = m_columns[i].merge;
        if (merge == Merge::key)
            continue;
        const bool is_good = merge == Merge::sum ? add_to(kept[i], other[i], sign)
                                                 : replace_extreme(kept[i], other[i], merge, sign);
        if (!is_good)
            return false;
    }
    return true;
}

bool PartialRows::add(const store::Row& row)
{
    Cells cells = read(row);
    std::string key = key_of(cells);
    const auto found = m_rows.find(key);
    if (found != m_rows.end())
        return merge(found->second, cells, 1);
    m_rows.emplace(std::move(key), std::move(cells));
    return true;
}

bool PartialRows::take_away(const store::Row& row)
{
    const Cells cells = read(row);
    const auto found = m_rows.find(key_of(cells));
    if (found == m_rows.end())
        return false;
    const std::int64_t left =
        std::get<std::int64_t>(found->second.back()) - std::get<std::int64_t>(cells.back());
    if (left == 0) {
        m_rows.erase(found);
        return true;
    }
    return left > 0 && merge(found->second, cells, -1);
}

void PartialRows::each(store::OnRow on_row) const
{
    for (const auto& [key, cells] : m_rows)
        on_row(CellRow(cells));
}

} // namespace comity::record
