#pragma once
// What an aggregate asks for, worked out against the objects: groups, measures, joins.

#include "record/find/rows.h"
#include "record/object/kind.h"

#include <string>
#include <vector>

namespace comity::record {

struct Group {
    std::string name;   // as it was asked: "owner.team", "close_date.quarter"
    const Field* field; // the field whose values are the groups
    Sql column;
    store::Type type;
    std::optional<store::Period> period;
    const Object* target = nullptr; // of a reference, for titles
    int at = 0;                     // in the select list
};

struct Measure {
    enum class Sort { count, sum, avg, min, max, weighted } sort = Sort::count;
    std::string name; // "sum(amount)"
    const Field* field = nullptr;
    Sql column;
    int at = 0;           // its value; avg has its count after it
    int currency_at = -1; // money: the currency's group column
    int weight_at = -1;   // weighted: the probability's group column
    bool is_money() const { return field && worth_of(*field) == Worth::money; }
};

// What rows are grouped by beyond the groups, so that sums stay exact: currencies, probabilities.
struct ExtraColumn {
    Sql column;
    store::Type type;
};

struct AggregatePlan {
    std::vector<Group> groups;
    std::vector<Measure> measures;
    Sql joins;
    std::vector<ExtraColumn> extra_columns;
    bool reads_others = false; // in ways that the log of the object does not tell
};

// Error{invalid} naming every group and measure that cannot be.
AggregatePlan plan_aggregate(const Catalog& catalog, const Actor& actor, const Object& object,
                             const AggregateQuery& query, const store::Dialect& dialect);

} // namespace comity::record
