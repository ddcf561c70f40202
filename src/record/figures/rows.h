#pragma once
// Partial sums, as the database gives them by currency and probability, put together to the rows
// that were asked for.

#include "record/figures/plan.h"

#include "base/money.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::record {

struct Rate {
    double value = 1; // of one unit, in base currency
    std::optional<Date> on;
};
using Rates = std::map<std::string, Rate, std::less<>>;

// The rates that the firm keeps (object `currency`), the latest of each; empty without the object.
Rates load_rates(store::Connection& connection, const Catalog& catalog);

// One measure of one group.
struct Figure {
    std::int64_t count = 0; // values that went in
    std::int64_t ticks = 0; // money, in base currency
    double real = 0;        // everything else that adds up, or the least or most number
    Value extreme;          // the least or most date or instant
};

struct AggregateRow {
    std::vector<Value> groups;
    std::vector<Figure> figures;
};

class AggregateRows {
public:
    AggregateRows(const AggregatePlan& plan, std::string currency, Rates rates)
        : m_plan(plan), m_currency(std::move(currency)), m_rates(std::move(rates))
    {
    }

    void add(const store::Row& row);
    // An answer without groups has one row even when nothing was found.
    void ensure_one();
    // By the named groups or measures ("-count,stage"), else by the groups; Error{invalid} for
    // another name. Keeps at most `limit`; true when there were more.
    bool sort_and_cut(std::string_view sort, int limit);

    const std::vector<AggregateRow>& rows() const { return m_rows; }
    // Currencies that amounts were left out for, and those that were converted.
    const std::set<std::string>& missing() const { return m_missing; }
    const std::set<std::string>& converted() const { return m_converted; }
    const Rates& rates() const { return m_rates; }
    const std::string& currency() const { return m_currency; }

private:
    const AggregatePlan& m_plan;
    std::string m_currency;
    Rates m_rates;
    std::vector<AggregateRow> m_rows;
    std::unordered_map<std::string, std::size_t> m_by_key;
    std::set<std::string> m_missing;
    std::set<std::string> m_converted;

    void add_figure(const store::Row& row, const Measure& measure, Figure& figure);
    void add_money(const store::Row& row, const Measure& measure, Figure& figure);
    std::optional<Amount> in_base(Amount amount, std::string_view currency);
};

} // namespace comity::record
