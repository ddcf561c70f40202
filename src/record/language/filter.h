#pragma once
// The filter language (https://google.aip.dev/160): one language for lists, segments, reports,
// automations and access rules. Text → tree → SQL, or tree → yes/no for one record in memory.
//
//   stage = "won" AND amount >= 1000 AND account.sector : "tech"
//   owner = me AND (expected_close < today OR NOT amount:*)
//   name : "acme" -tags:"old"       a sequence is AND; `:` is "has": part of a text, one of many
//   "loose words"                   a literal alone searches the record's text
//   stage = ("won" OR "lost")       several literals for one field
//
// As in AIP-160 OR binds tighter than AND: `a AND b OR c` is `a AND (b OR c)`. Nothing is ever
// unknown: `!=` and NOT also find records whose field is empty; `field:*` asks for any value.
//
// Words: me (the actor), null, today, yesterday, tomorrow, now, today+7d, now-2h (h d w m q y),
// this_month, last_quarter, next_week. Periods: `close_date = "2017-Q4"` (2017, 2017-03, 2017-W09)
// is inside of it, `<` before its first day, `>` after its last. Days are of the actor's zone.
//
// Texts: `=` is exact; `:` and wildcards (`name = "Ac*"`) see neither case nor accents. Money:
// `amount >= 1000` compares the amount as it is written, `amount >= "1000 USD"` and
// `amount.currency = "USD"` its currency too. References: `=` takes an id, me, null or the title;
// `account.within = "Acme"` also finds what belongs to any account below it.

#include "record/access/access.h"

#include <memory>
#include <string_view>

namespace comity::record {

struct FilterNode;
using Filter = std::shared_ptr<const FilterNode>; // null: everything

struct FilterNode {
    enum class Sort { all_of, any_of, none_of, compare, words } sort = Sort::all_of;
    std::vector<Filter> children;    // all_of, any_of, none_of (one child)
    std::vector<std::string> path;   // compare: account, sector
    std::string op;                  // = != < <= > >= :
    std::string literal;             // its text
    std::vector<std::string> pieces; // the literal between its wildcards: one means none
    bool is_quoted = false;
    std::size_t at = 0; // where in the text, for messages
};

// Error{malformed} that says where and what was expected. At most 8 KiB, 200 terms, depth 32.
Filter parse_filter(std::string_view text);
// The text as a quoted literal that means exactly it: `"50\\% \"new\" \\*"`.
std::string filter_literal(std::string_view text);

struct FilterContext {
    const Catalog& catalog;
    const Actor& actor;
    const Object& object;
    std::string_view alias; // of the object's rows in the statement
    bool is_postgres = false;
    std::optional<Instant> as_of = {};
    bool is_draft = false; // the rows are not in their table yet: only their own columns are read
};

// The condition in SQL. Error{invalid} naming every unknown or hidden field and every literal that
// does not fit its field. Paths through references become indexed subqueries with the target's
// access predicate.
Sql compile_filter(const Filter& filter, const FilterContext& context);

} // namespace comity::record
