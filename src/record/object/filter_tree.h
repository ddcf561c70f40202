#pragma once
// A filter as its parser has understood it (language/filter.h).

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

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

} // namespace comity::record
