// Recursive descent:
//     expression = disjunction {"AND" disjunction}    disjunction = negation {"OR" negation}
//     negation = "NOT" negation | comparison          comparison = sum [comparator sum]
//     sum = product {("+" | "-") product}             product = sign {("*" | "/") sign}
//     sign = "-" sign | operand
#include "record/language/formula.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

constexpr std::size_t most_characters = 4'000;
constexpr int most_operands = 100;
constexpr int deepest_formula = 32;

using FormulaMade = FormulaNode;
using Sort = FormulaNode::Sort;

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

class FormulaParser {
public:
    explicit FormulaParser(std::string_view text) : m_text(text) {}

    Formula parse()
    {
        skip_space();
        if (is_at_end())
            fail(m_at, say("formula.empty"));
        Formula formula = expression();
        if (!is_at_end())
            fail(m_at, say("formula.expected_operator"));
        return formula;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    int m_operands = 0;
    int m_depth = 0;

    std::size_t position(std::size_t at) const { return length_of(m_text.substr(0, at)) + 1; }

    [[noreturn]] void fail(std::size_t at, Sentence expected) const
    {
        const Sentence message =
            say("formula.unreadable_at", {{"place", position(at)}, {"what", std::move(expected)}});
        throw Error(Cause::invalid, message, {{"formula", "format", message}});
    }

    bool is_at_end() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    void skip_space()
    {
        while (!is_at_end() && (peek() == ' ' || (peek() >= '\t' && peek() <= '\r')))
            ++m_at;
    }
    bool take(std::string_view sign)
    {
        if (!m_text.substr(m_at).starts_with(sign))
            return false;
        const bool is_word = is_letter(sign[0]);
        const char next = peek(sign.size());
        if (is_word && (is_letter(next) || is_digit(next)))
            return false;
        m_at += sign.size();
        skip_space();
        return true;
    }

    Formula make(Sort sort, std::string text, std::vector<Formula> children, std::size_t at) const
    {
        return std::make_shared<FormulaMade>(
            FormulaMade{sort, std::move(text), {}, std::move(children), position(at)});
    }

    Formula expression()
    {
        if (++m_depth > deepest_formula)
            fail(m_at, say("filter.brackets_too_deep"));
        const std::size_t start = m_at;
        Formula all = disjunction();
        while (take("AND"))
            all = make(Sort::operation, "AND", {all, disjunction()}, start);
        --m_depth;
        return all;
    }

    Formula disjunction()
    {
        const std::size_t start = m_at;
        Formula any = negation();
        while (take("OR"))
            any = make(Sort::operation, "OR", {any, negation()}, start);
        return any;
    }

    Formula negation()
    {
        const std::size_t start = m_at;
        bool is_not = false;
        while (take("NOT"))
            is_not = !is_not;
        Formula inner = comparison();
        return is_not ? make(Sort::operation, "NOT", {inner}, start) : inner;
    }

    Formula comparison()
    {
        const std::size_t start = m_at;
        Formula left = sum();
        static constexpr std::array<std::string_view, 7> signs = {"!=", "<=", ">=", "=",
                                                                  "<",  ">",  ":"};
        for (const std::string_view sign : signs) {
            if (!take(sign))
                continue;
            if (sign == ":" && take("*"))
                return make(Sort::operation, ":*", {left}, start);
            return make(Sort::operation, std::string(sign), {left, sum()}, start);
        }
        return left;
    }

    Formula sum()
    {
        const std::size_t start = m_at;
        Formula left = product();
        for (;;) {
            if (take("+"))
                left = make(Sort::operation, "+", {left, product()}, start);
            else if (take("-"))
                left = make(Sort::operation, "-", {left, product()}, start);
            else
                return left;
        }
    }

    Formula product()
    {
        const std::size_t start = m_at;
        Formula left = sign();
        for (;;) {
            if (take("*"))
                left = make(Sort::operation, "*", {left, sign()}, start);
            else if (take("/"))
                left = make(Sort::operation, "/", {left, sign()}, start);
            else
                return left;
        }
    }

    Formula sign()
    {
        const std::size_t start = m_at;
        bool is_minus = false;
        while (take("-"))
            is_minus = !is_minus;
        Formula inner = operand();
        return is_minus ? make(Sort::operation, "-", {inner}, start) : inner;
    }

    Formula operand()
    {
        if (++m_operands > most_operands)
            fail(m_at, say("formula.too_many_values"));
        if (is_at_end())
            fail(m_at, say("formula.expected_value"));
        if (peek() == '(')
            return in_brackets();
        if (peek() == '"' || peek() == '\'')
            return quoted();
        if (is_digit(peek()))
            return number();
        if (is_letter(peek()))
            return word();
        fail(m_at, say("formula.expected_operand"));
    }

    Formula in_brackets()
    {
        const std::size_t open = m_at++;
        skip_space();
        Formula inner = expression();
        if (!take(")"))
            fail(m_at, say("filter.bracket_not_closed", {{"place", position(open)}}));
        return inner;
    }

    Formula number()
    {
        const std::size_t start = m_at;
        while (is_digit(peek()))
            ++m_at;
        if (peek() == '.' && is_digit(peek(1)))
            for (++m_at; is_digit(peek());)
                ++m_at;
        if (is_letter(peek()) || peek() == '.' || m_at - start > 18)
            fail(start, say("formula.number_too_long"));
        std::string digits(m_text.substr(start, m_at - start));
        skip_space();
        return make(Sort::number, std::move(digits), {}, start);
    }

    Formula quoted()
    {
        const std::size_t start = m_at;
        const char quote = m_text[m_at++];
        std::string text;
        for (;; ++m_at) {
            if (is_at_end())
                fail(start, say("filter.quote_not_closed"));
            if (peek() == quote)
                break;
            if (peek() == '\\' && (peek(1) == '"' || peek(1) == '\'' || peek(1) == '\\'))
                ++m_at;
            text += peek();
        }
        ++m_at;
        skip_space();
        return make(Sort::text, std::move(text), {}, start);
    }

    Formula word()
    {
        const std::size_t start = m_at;
        std::vector<std::string> path(1);
        while (is_letter(peek()) || is_digit(peek()) || (peek() == '.' && is_letter(peek(1)))) {
            if (peek() == '.')
                path.emplace_back();
            else
                path.back() += peek();
            ++m_at;
        }
        skip_space();
        const std::string& name = path[0];
        if (path.size() == 1 && peek() == '(')
            return call(lower_ascii(name), start);
        static constexpr std::array<std::string_view, 5> words = {"null", "true", "false", "today",
                                                                  "now"};
        if (path.size() == 1 && std::ranges::find(words, name) != words.end())
            return make(Sort::word, name, {}, start);
        if (name == "AND" || name == "OR" || name == "NOT")
            fail(start, say("formula.expected_value_not", {{"word", name}}));
        auto node = std::make_shared<FormulaMade>();
        node->sort = Sort::path;
        node->path = std::move(path);
        node->at = position(start);
        return node;
    }

    Formula call(std::string name, std::size_t start)
    {
        static constexpr std::array<std::string_view, 11> functions = {
            "if",  "coalesce", "concat", "length", "round", "abs",
            "min", "max",      "year",   "month",  "day"};
        if (std::ranges::find(functions, name) == functions.end())
            fail(start, say("formula.no_function", {{"name", name}}));
        take("(");
        std::vector<Formula> children;
        if (peek() != ')')
            do
                children.push_back(expression());
            while (take(","));
        if (!take(")"))
            fail(m_at, say("formula.expected_comma", {{"name", name}}));
        return make(Sort::call, std::move(name), std::move(children), start);
    }
};

} // namespace

Formula parse_formula(std::string_view text)
{
    const auto refuse = [](const Sentence& message) {
        throw Error(Cause::invalid, message, {{"formula", "format", message}});
    };
    if (!is_utf8(text) || text.find('\0') != text.npos)
        refuse(say("formula.formula_is_not_utf_8"));
    if (length_of(text) > most_characters)
        refuse(say("formula.formula_has_at_most_4"));
    return FormulaParser(text).parse();
}

} // namespace comity::record
