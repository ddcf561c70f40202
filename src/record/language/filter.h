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

#include "record/object/filter_tree.h"

#include <string>
#include <string_view>

namespace comity::record {

// Error{malformed} that says where and what was expected. At most 8 KiB, 200 terms, depth 32.
Filter parse_filter(std::string_view text);
// The text as a quoted literal that means exactly it: `"50\\% \"new\" \\*"`.
std::string filter_literal(std::string_view text);

} // namespace comity::record
