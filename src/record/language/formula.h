#pragma once
// The text of a formula → tree. It looks like the filter language (filter.h), with arithmetic:
//
//   amount * probability / 100
//   if(status = "won", closed_on - started_on, today - started_on)
//   concat(first_name, " ", last_name)
//   coalesce(account.owner.name, "nobody")
//
// As in filters AND, OR and NOT are in capitals, OR binds tighter than AND, texts stand in quotes,
// `field:*` asks for any value. Words: null, true, false, today, now. Functions: if, coalesce,
// concat, length, round, abs, min, max, year, month, day.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

struct FormulaNode;
using Formula = std::shared_ptr<const FormulaNode>;

struct FormulaNode {
    // `operation` has one or two children (`-` and NOT may have one), `call` those in its brackets.
    enum class Sort { number, text, word, path, operation, call } sort = Sort::word;
    std::string text; // digits, text, word, operator or function
    std::vector<std::string> path;
    std::vector<Formula> children;
    std::size_t at = 0; // the character it begins at, from 1
};

// Error{invalid} that says where and what was expected. At most 4,000 characters, 100 operands,
// depth 32.
Formula parse_formula(std::string_view text);

} // namespace comity::record
