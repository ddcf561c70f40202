// Comparisons of one column with one literal, by kind.
#include "record/language/filter_sql.h"

#include "base/money.h"
#include "base/text.h"
#include "record/language/filter_time.h"
#include "record/object/rows.h"

#include <charconv>
#include <cmath>

namespace comity::record {
namespace {

std::optional<double> parse_number(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string_view operator_of(const FilterNode& node)
{
    return node.op == ":" ? "=" : node.op == "!=" ? "<>" : std::string_view(node.op);
}

} // namespace

// `!=` finds empty ones too: what is not there is not that value.
void FilterSql::append_value(const FilterNode& node, std::string_view column, store::Value value,
                             Sql& sql) const
{
    const bool is_not = node.op == "!=";
    (sql += is_not ? "(" : "") += column;
    ((sql += " ") += operator_of(node)) += " ";
    sql.bind(std::move(value));
    if (is_not)
        ((sql += " OR ") += column) += " IS NULL)";
}

bool FilterSql::append_null_test(const FilterNode& node, std::string_view column, Sql& sql) const
{
    const bool is_equality = node.op == "=" || node.op == ":" || node.op == "!=";
    if (is_presence(node) || (is_null_word(node) && node.op == "!=")) {
        (sql += column) += " IS NOT NULL";
        return true;
    }
    if ((is_null_word(node) && is_equality) || (node.literal.empty() && is_equality)) {
        // An empty text is kept as no value.
        (sql += column) += node.op == "!=" ? " IS NOT NULL" : " IS NULL";
        return true;
    }
    return false;
}

void FilterSql::append_text(const FilterNode& node, std::string_view column, Sql& sql) const
{
    const bool is_part = node.op == ":";
    const bool is_pattern = has_wildcard(node) && (is_part || node.op == "=" || node.op == "!=");
    if (!is_part && !is_pattern)
        return append_value(node, column, node.pieces.size() > 1 ? node.literal : node.pieces[0],
                            sql);
    std::vector<std::string> pieces;
    for (const std::string& piece : node.pieces)
        pieces.push_back(fold(piece));
    std::string pattern = like_pattern(pieces);
    if (!is_pattern)
        pattern = "%" + pattern + "%";
    const bool is_not = node.op == "!=";
    (sql += is_not ? "(" : "") += folded_sql(column, m_context.is_postgres);
    (sql += is_not ? " NOT LIKE " : " LIKE ").bind(std::move(pattern)) += " ESCAPE '\\'";
    if (is_not)
        ((sql += " OR ") += column) += " IS NULL)";
}

void FilterSql::append_choice(const FilterNode& node, const FilterOperand& operand, Sql& sql)
{
    if (has_wildcard(node) || !operand.field.choices_object.empty() ||
        operand.field.choices.empty()) {
        FilterNode exact = node;
        if (!has_wildcard(node) && node.op == ":")
            exact.op = "=";
        return append_text(exact, operand.column, sql);
    }
    std::vector<Problem> problems;
    Value key;
    kind_of(operand.field)
        .parse_text(operand.field, node.literal, {}, std::span(&key, 1), problems);
    if (!problems.empty())
        return complain(node, "choice", problems[0].message);
    append_value(node, operand.column, std::move(key), sql);
}

void FilterSql::append_number(const FilterNode& node, const FilterOperand& operand, Sql& sql)
{
    std::string_view text = node.literal;
    if (operand.field.kind == Kind::percent && text.ends_with('%'))
        text = trim(text.substr(0, text.size() - 1));
    const auto value = parse_number(text);
    if (!value)
        return complain(node, "type", "\"" + node.literal + "\" is not a number.");
    append_value(node, operand.column, *value, sql);
}

void FilterSql::append_money(const FilterNode& node, const FilterOperand& operand,
                             const std::string& currency_column, Sql& sql)
{
    const std::string_view text = trim(node.literal);
    const std::size_t space = text.find(' ');
    const std::string currency(space == text.npos ? "" : trim(text.substr(space)));
    const auto amount = parse_amount(text.substr(0, space));
    if (!amount || (!currency.empty() && !is_currency(currency)))
        return complain(node, "money",
                        "\"" + node.literal + "\" is not money; write 1000 or \"1000 EUR\".");
    if (currency.empty())
        return append_value(node, operand.column, amount->ticks, sql);
    // Not that amount of that currency: another amount, another currency, or none.
    sql += "(";
    append_value(node, operand.column, amount->ticks, sql);
    ((sql += node.op == "!=" ? " OR " : " AND ") += currency_column) +=
        node.op == "!=" ? " <> " : " = ";
    sql.bind(currency) += ")";
}

void FilterSql::append_yes_no(const FilterNode& node, const FilterOperand& operand, Sql& sql)
{
    const std::string word = lower_ascii(node.literal);
    const bool is_yes = word == "true" || word == "yes";
    if ((!is_yes && word != "false" && word != "no") || node.op.starts_with('<') ||
        node.op.starts_with('>'))
        return complain(node, "type", "Compare \"" + operand.field.name + "\" with true or false.");
    append_value(node, operand.column, is_yes, sql);
}

void FilterSql::append_time(const FilterNode& node, const FilterOperand& operand, Sql& sql)
{
    std::optional<Span> span;
    if (!has_wildcard(node))
        span = parse_span(node.literal, m_context.actor.zone);
    const bool is_date = operand.type == store::Type::date;
    if (!span || (is_date && span->is_moment && !node.literal.starts_with("now")))
        return complain(node, "type",
                        "\"" + node.literal + "\" is not a " +
                            (is_date ? "date; write 2026-11-21, 2026-Q4 or today+7d."
                                     : "time; write 2026-11-21, 2026-11-21T09:30:00Z or now-2h."));
    const auto bind = [&](bool end) {
        if (is_date)
            sql.bind(end ? span->after : span->first);
        else
            sql.bind(end ? span->until : span->from);
    };
    const bool is_one = is_date ? span->after.days == span->first.days + 1 : span->is_moment;
    const auto compare = [&](std::string_view op, bool end) {
        ((sql += operand.column) += op);
        bind(end);
    };
    if (node.op == "<")
        return compare(" < ", false);
    if (node.op == ">=")
        return compare(" >= ", false);
    if (node.op == "<=")
        return is_one ? compare(" <= ", false) : compare(" < ", true);
    if (node.op == ">")
        return is_one ? compare(" > ", false) : compare(" >= ", true);
    const bool is_not = node.op == "!=";
    sql += "(";
    if (is_one) {
        compare(is_not ? " <> " : " = ", false);
    } else {
        compare(is_not ? " < " : " >= ", false);
        sql += is_not ? " OR " : " AND ";
        compare(is_not ? " >= " : " < ", true);
    }
    if (is_not)
        (sql += " OR " + operand.column) += " IS NULL";
    sql += ")";
}

void FilterSql::append_id(const FilterNode& node, const FilterOperand& operand, Sql& sql)
{
    const auto id = parse_id(node.literal);
    if (!id)
        return complain(node, "type", "\"" + node.literal + "\" is not an id.");
    append_value(node, operand.column, *id, sql);
}

} // namespace comity::record
