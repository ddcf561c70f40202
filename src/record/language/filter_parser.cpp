// Filter text → tree. Recursive descent over the grammar of AIP-160:
//     expression = sequence {"AND" sequence}      sequence = factor {factor}
//     factor = term {"OR" term}                   term = ["NOT" | "-"] simple
//     simple = "(" expression ")" | restriction   restriction = member [comparator argument]
#include "record/language/filter.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_bytes = 8 * 1024;
constexpr int most_terms = 200;
constexpr int most_depth = 32;

using Node = std::shared_ptr<FilterNode>;

struct Literal {
    std::string text;
    std::vector<std::string> pieces;
    bool is_quoted = false;
    std::size_t at = 0;
};

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Filter parse()
    {
        skip_space();
        if (is_at_end())
            return nullptr;
        Filter filter = expression();
        if (!is_at_end())
            fail(m_at, say("filter.expected_and_or_end"));
        return filter;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    int m_terms = 0;
    int m_depth = 0;

    std::size_t position(std::size_t at) const { return length_of(m_text.substr(0, at)) + 1; }

    [[noreturn]] void fail(std::size_t at, Sentence expected) const
    {
        const Sentence message =
            say("filter.unreadable_at", {{"place", position(at)}, {"what", std::move(expected)}});
        throw Error(Cause::malformed, message, {{"filter", "format", message}});
    }

    bool is_at_end() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
    void skip_space()
    {
        while (!is_at_end() && is_space(m_text[m_at]))
            ++m_at;
    }
    bool ends_word(std::size_t at) const
    {
        return at >= m_text.size() || is_space(m_text[at]) || m_text[at] == '(' ||
               m_text[at] == ')';
    }
    bool is_word(std::string_view word) const
    {
        return m_text.substr(m_at).starts_with(word) && ends_word(m_at + word.size());
    }
    bool take_word(std::string_view word)
    {
        if (!is_word(word))
            return false;
        m_at += word.size();
        skip_space();
        return true;
    }

    static Filter join(FilterNode::Sort sort, std::vector<Filter> children, std::size_t at)
    {
        if (children.size() == 1)
            return children[0];
        auto node = std::make_shared<FilterNode>();
        node->sort = sort;
        node->children = std::move(children);
        node->at = at;
        return node;
    }

    Filter expression()
    {
        if (++m_depth > most_depth)
            fail(m_at, say("filter.brackets_too_deep"));
        const std::size_t start = m_at;
        std::vector<Filter> all;
        do {
            // A sequence is AND as well, so both end up in one list.
            do
                all.push_back(factor());
            while (!is_at_end() && peek() != ')' && !is_word("AND") && !is_word("OR"));
        } while (take_word("AND"));
        --m_depth;
        return join(FilterNode::Sort::all_of, std::move(all), start);
    }

    Filter factor()
    {
        const std::size_t start = m_at;
        std::vector<Filter> any = {term()};
        while (take_word("OR"))
            any.push_back(term());
        return join(FilterNode::Sort::any_of, std::move(any), start);
    }

    Filter term()
    {
        if (++m_terms > most_terms)
            fail(m_at, say("filter.too_many_terms"));
        const std::size_t start = m_at;
        const bool is_not = take_word("NOT");
        const bool is_minus = !is_not && peek() == '-' && (peek(1) == '(' || !ends_word(m_at + 1));
        if (is_minus)
            ++m_at;
        Filter inner = simple();
        return is_not || is_minus ? join_not(std::move(inner), start) : inner;
    }

    static Filter join_not(Filter inner, std::size_t at)
    {
        auto node = std::make_shared<FilterNode>();
        node->sort = FilterNode::Sort::none_of;
        node->children = {std::move(inner)};
        node->at = at;
        return node;
    }

    Filter simple()
    {
        if (is_at_end())
            fail(m_at, say("filter.expected_condition"));
        if (peek() == '(') {
            const std::size_t open = m_at++;
            skip_space();
            Filter inner = expression();
            if (peek() != ')')
                fail(m_at, say("filter.bracket_not_closed", {{"place", position(open)}}));
            ++m_at;
            skip_space();
            return inner;
        }
        return restriction();
    }

    Filter restriction()
    {
        const std::size_t start = m_at;
        const Literal member = value(true);
        const std::string op = comparator();
        if (op.empty()) {
            if (!member.is_quoted)
                check_loose_word(member);
            return leaf(FilterNode::Sort::words, {}, {}, member);
        }
        if (member.is_quoted)
            fail(start, say("filter.field_without_quotes"));
        const auto path = path_of(member);
        if (is_at_end())
            fail(m_at, say("filter.expected_value_after", {{"comparison", op}}));
        if (peek() == '(') {
            ++m_at;
            skip_space();
            Filter several = values(path, op);
            return several;
        }
        return leaf(FilterNode::Sort::compare, path, op, value(false));
    }

    // `(“won” OR “lost”)` after a comparator; the opening bracket is taken already.
    Filter values(const std::vector<std::string>& path, const std::string& op)
    {
        if (++m_depth > most_depth)
            fail(m_at, say("filter.brackets_too_deep"));
        const std::size_t start = m_at;
        std::vector<Filter> found;
        std::string_view joined_by;
        for (;;) {
            if (++m_terms > most_terms)
                fail(m_at, say("filter.too_many_terms"));
            if (is_at_end() || peek() == ')')
                fail(m_at, say("filter.expected_value"));
            if (peek() == '(') {
                ++m_at;
                skip_space();
                found.push_back(values(path, op));
            } else {
                found.push_back(leaf(FilterNode::Sort::compare, path, op, value(false)));
            }
            if (peek() == ')')
                break;
            const std::string_view word = is_word("OR") ? "OR" : is_word("AND") ? "AND" : "";
            if (word.empty() || (!joined_by.empty() && word != joined_by))
                fail(m_at,
                     say("filter.expected_join", {{"word", joined_by.empty() ? "OR" : joined_by}}));
            joined_by = word;
            take_word(word);
        }
        ++m_at;
        skip_space();
        --m_depth;
        return join(joined_by == "AND" ? FilterNode::Sort::all_of : FilterNode::Sort::any_of,
                    std::move(found), start);
    }

    static Filter leaf(FilterNode::Sort sort, std::vector<std::string> path, std::string op,
                       Literal literal)
    {
        auto node = std::make_shared<FilterNode>();
        node->sort = sort;
        node->path = std::move(path);
        node->op = std::move(op);
        node->literal = std::move(literal.text);
        node->pieces = std::move(literal.pieces);
        node->is_quoted = literal.is_quoted;
        node->at = literal.at;
        return node;
    }

    void check_loose_word(const Literal& word) const
    {
        if (word.text == "AND" || word.text == "OR" || word.text == "NOT")
            fail(word.at, say("filter.expected_condition_not", {{"word", word.text}}));
        for (const std::string_view keyword : {"and", "or", "not"})
            if (lower_ascii(word.text) == keyword)
                fail(word.at, say("filter.capitals", {{"word", word.text}}));
    }

    std::vector<std::string> path_of(const Literal& member) const
    {
        std::vector<std::string> path;
        for (const std::string_view step : split(member.text, '.')) {
            if (step.empty() || member.pieces.size() > 1)
                fail(member.at, say("filter.no_field_name", {{"name", member.text}}));
            path.emplace_back(step);
        }
        if (path.size() > 5)
            fail(member.at, say("filter.path_too_long"));
        return path;
    }

    // What a bare word stops at. After a comparator only spaces, brackets and quotes end it, so
    // that times and signs need no quotes.
    bool ends_bare(std::size_t at, bool is_member) const
    {
        const char c = m_text[at];
        if (is_space(c) || c == '(' || c == ')' || c == '"')
            return true;
        if (!is_member)
            return false;
        if (c == '!')
            return at + 1 < m_text.size() && m_text[at + 1] == '=';
        return c == '=' || c == '<' || c == '>' || c == ':' || c == ',';
    }

    std::string comparator()
    {
        skip_space();
        std::string op;
        const char c = peek();
        if ((c == '!' || c == '<' || c == '>') && peek(1) == '=')
            op = {c, '='};
        else if (c == '=' || c == '<' || c == '>' || c == ':')
            op = {c};
        m_at += op.size();
        if (!op.empty() && (peek() == '=' || peek() == '<' || peek() == '>' || peek() == ':'))
            fail(m_at - op.size(), say("filter.comparisons"));
        skip_space();
        return op;
    }

    Literal value(bool is_member)
    {
        if (peek() == '"' || (peek() == '\'' && !is_member))
            return quoted();
        Literal literal;
        literal.at = m_at;
        const std::size_t start = m_at;
        while (!is_at_end() && !ends_bare(m_at, is_member))
            ++m_at;
        if (m_at == start)
            fail(m_at, say(is_member ? "filter.expected_field" : "filter.expected_value"));
        if (peek() == '(')
            fail(start, say("filter.no_functions"));
        literal.text = std::string(m_text.substr(start, m_at - start));
        for (const std::string_view piece : split(literal.text, '*'))
            literal.pieces.emplace_back(piece);
        skip_space();
        return literal;
    }

    Literal quoted()
    {
        Literal literal;
        literal.at = m_at;
        literal.is_quoted = true;
        literal.pieces.emplace_back();
        const char quote = m_text[m_at++];
        for (;; ++m_at) {
            if (is_at_end())
                fail(literal.at, say("filter.quote_not_closed"));
            char c = m_text[m_at];
            if (c == quote)
                break;
            if (c == '*') {
                literal.text += c;
                literal.pieces.emplace_back();
                continue;
            }
            if (c == '\\')
                c = escaped();
            literal.text += c;
            literal.pieces.back() += c;
        }
        ++m_at;
        if (!is_at_end() && !ends_word(m_at) && ends_bare(m_at, true) == false)
            fail(m_at, say("filter.expected_space"));
        skip_space();
        return literal;
    }

    char escaped()
    {
        switch (peek(1)) {
        case '"':
        case '\'':
        case '\\':
        case '*':
            ++m_at;
            return m_text[m_at];
        case 'n':
            ++m_at;
            return '\n';
        case 't':
            ++m_at;
            return '\t';
        case 'r':
            ++m_at;
            return '\r';
        default:
            fail(m_at, say("filter.escapes", {{"escapes", R"(\" \' \\ \* \n \t \r)"}}));
        }
    }
};

} // namespace

Filter parse_filter(std::string_view text)
{
    if (text.size() > most_bytes)
        throw Error(Cause::malformed, say("filter.filter_has_at_most_8"),
                    {{"filter", "length", say("filter.filter_has_at_most_8")}});
    if (!is_utf8(text) || text.find('\0') != text.npos)
        throw Error(Cause::malformed, say("filter.filter_is_not_utf_8"),
                    {{"filter", "format", say("filter.filter_is_not_utf_8")}});
    return Parser(text).parse();
}

std::string filter_literal(std::string_view text)
{
    std::string literal = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '*')
            literal += '\\';
        if (c == '\n')
            literal += "\\n";
        else
            literal += c;
    }
    return literal + "\"";
}

} // namespace comity::record
