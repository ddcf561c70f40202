#pragma once
// A filter's tree as text: what parse_filter() reads as the same tree.

#include "record/language/filter.h"

#include <string>

namespace comity::fuzz {

inline std::string write_literal(const record::FilterNode& node)
{
    if (!node.is_quoted && node.sort == record::FilterNode::Sort::compare)
        return node.literal;
    std::string text = "\"";
    for (std::size_t i = 0; i < node.pieces.size(); ++i) {
        const std::string piece = record::filter_literal(node.pieces[i]);
        text += (i > 0 ? "*" : "") + piece.substr(1, piece.size() - 2);
    }
    return text + '"';
}

inline std::string write_filter(const record::Filter& filter)
{
    using Sort = record::FilterNode::Sort;
    if (!filter)
        return "";
    const bool is_leaf = filter->sort == Sort::compare || filter->sort == Sort::words;
    std::string text;
    for (const std::string& step : filter->path)
        text += (text.empty() ? "" : ".") + step;
    // `name! = 1` is a field called "name!", `- = 1` one called "-"; `name = =1` compares with
    // "=1".
    const bool needs_space = text.ends_with('!') || text == "-";
    if (is_leaf && !filter->path.empty())
        return text + (needs_space ? " " : "") + filter->op + " " + write_literal(*filter);
    if (is_leaf)
        return write_literal(*filter);
    if (filter->sort == Sort::none_of) {
        const auto& child = filter->children[0];
        const bool is_bare = child->sort == Sort::compare || child->sort == Sort::words;
        return is_bare ? "NOT " + write_filter(child) : "NOT (" + write_filter(child) + ")";
    }
    for (const record::Filter& child : filter->children) {
        // OR binds tighter than AND.
        const bool needs_brackets = child->sort == Sort::all_of ||
                                    (child->sort == Sort::any_of && filter->sort == Sort::any_of);
        if (!text.empty())
            text += filter->sort == Sort::all_of ? " AND " : " OR ";
        text += needs_brackets ? "(" + write_filter(child) + ")" : write_filter(child);
    }
    return text;
}

inline bool same(const record::Filter& a, const record::Filter& b)
{
    if (!a || !b)
        return a == b;
    // Quotes around loose words change nothing.
    const bool is_quoted_alike =
        a->is_quoted == b->is_quoted || a->sort == record::FilterNode::Sort::words;
    if (a->sort != b->sort || a->path != b->path || a->op != b->op || a->literal != b->literal ||
        a->pieces != b->pieces || !is_quoted_alike || a->children.size() != b->children.size())
        return false;
    for (std::size_t i = 0; i < a->children.size(); ++i)
        if (!same(a->children[i], b->children[i]))
            return false;
    return true;
}

// How many question marks of a statement stand for a value.
inline std::size_t marks_of(std::string_view sql)
{
    std::size_t count = 0;
    char quote = 0;
    for (const char c : sql) {
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else
            count += c == '?';
    }
    return count;
}

} // namespace comity::fuzz
