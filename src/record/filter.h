#pragma once
// The filter language (https://google.aip.dev/160): one language for lists, segments, reports,
// automations and access rules. Text → tree → SQL, or tree → yes/no for one record in memory.
//
//   stage = "won" AND amount >= 1000 AND account.sector : "tech"
//   owner = me AND (expected_close < today OR NOT amount:*)
//   name : "acme" -tags:"old"          (a sequence is AND; `:` is "has": part of a text, one of
//   many) "loose words"                      (a bare literal searches the record's text)
//
// Words: me (the actor), today, now, and today+7d / today-1m / now-2h; null. Wildcard: `name =
// "Ac*"`. Units: dates compare in the actor's zone.

#include "record/access.h"

#include <memory>
#include <string_view>

namespace comity::record {

struct FilterNode;
using Filter = std::shared_ptr<const FilterNode>; // null: everything

struct FilterNode {
    enum class Sort { all_of, any_of, none_of, compare, words } sort = Sort::all_of;
    std::vector<Filter> children;  // all_of, any_of, none_of (one child)
    std::vector<std::string> path; // compare: account, sector
    std::string op;                // = != < <= > >= :
    std::string literal;           // its text
    bool is_quoted = false;
    std::size_t at = 0; // where in the text, for messages
};

// Error{malformed} that says where and what was expected. At most 8 KiB, 200 terms, depth 32.
Filter parse_filter(std::string_view text);

struct FilterContext {
    const Catalog& catalog;
    const Actor& actor;
    const Object& object;
    std::string_view alias; // of the object's rows in the statement
    bool is_postgres = false;
    std::optional<Instant> as_of = {};
};

// The condition in SQL. Error{invalid} naming every unknown or hidden field and every literal that
// does not fit its field. Paths through references become indexed subqueries with the target's
// access predicate.
Sql compile_filter(const Filter& filter, const FilterContext& context);

} // namespace comity::record
