// Plus, minus, times and divided by, of numbers, money and days.
#include "record/language/formula_sql.h"

namespace comity::record {
namespace {

bool is_same(const Sql& a, const Sql& b)
{
    return a.text == b.text && a.values == b.values;
}

} // namespace

Sql FormulaSql::in_one_currency(const Piece& left, const Piece& right, Sql value)
{
    if (is_same(left.currency, right.currency))
        return value;
    Sql sql;
    (sql += "CASE WHEN ").append(left.currency) += " = ";
    (sql.append(right.currency) += " THEN ").append(value) += " END";
    return sql;
}

FormulaSql::Piece FormulaSql::arithmetic(const FormulaNode& node)
{
    Piece left = piece(*node.children[0]);
    Piece right = piece(*node.children[1]);
    if (left.worth == Worth::nothing || right.worth == Worth::nothing)
        return {}; // said already, or nothing of nothing
    const bool adds = node.text == "+" || node.text == "-";
    const auto is_time = [](const Piece& side) {
        return side.worth == Worth::date || side.worth == Worth::instant;
    };
    if (adds && is_time(left))
        return day_sum(node, left, right);
    const auto is_number = [](const Piece& side) {
        return side.worth == Worth::number || side.worth == Worth::money;
    };
    if (!is_number(left) || !is_number(right)) {
        const Piece& wrong = is_number(left) ? right : left;
        if (wrong.worth == Worth::text)
            return complain(node, say("formula.texts_are_joined", {{"operator", node.text}}));
        return complain(node, say("formula.does_not_work_with",
                                  {{"operator", node.text}, {"worth", name_of(wrong.worth)}}));
    }
    return adds ? sum(node, std::move(left), std::move(right)) : product(node, left, right);
}

FormulaSql::Piece FormulaSql::sum(const FormulaNode& node, Piece left, Piece right)
{
    Pieces pieces = {std::move(left), std::move(right)};
    Piece result;
    result.worth = unify(node, pieces);
    if (result.worth == Worth::nothing)
        return {};
    Sql value;
    (value += "(").append(pieces[0].value) += " " + node.text + " ";
    value.append(pieces[1].value) += ")";
    if (result.worth == Worth::money) {
        result.currency = in_one_currency(pieces[0], pieces[1], pieces[0].currency);
        value = in_one_currency(pieces[0], pieces[1], std::move(value));
        if (result.currency.text.starts_with("CASE"))
            result.currency.text = "(" + result.currency.text + ")";
        if (value.text.starts_with("CASE"))
            value.text = "(" + value.text + ")";
    }
    result.value = std::move(value);
    return result;
}

// date - date, date + days, date - days.
FormulaSql::Piece FormulaSql::day_sum(const FormulaNode& node, const Piece& left,
                                      const Piece& right)
{
    Piece day = left;
    make_date(day);
    Piece result;
    if (node.text == "-" && (right.worth == Worth::date || right.worth == Worth::instant)) {
        Piece other = right;
        make_date(other);
        const bool is_postgres = m_context.is_postgres;
        result.worth = Worth::number;
        result.value = {is_postgres ? "CAST(" : "(julianday(", {}};
        result.value.append(day.value) += is_postgres ? " - " : ") - julianday(";
        result.value.append(other.value) += is_postgres ? " AS numeric)" : "))";
        return result;
    }
    if (right.worth != Worth::number)
        return complain(node, say("formula.date_goes_with_number_of"));
    result.worth = Worth::date;
    result.value = {"(SELECT CASE WHEN abs(w.n) < 1000000 THEN ", {}};
    result.value += m_context.is_postgres ? "w.d + CAST(trunc(w.n) AS integer)"
                                          : "date(w.d, CAST(w.n AS INTEGER) || ' days')";
    (result.value += " END FROM (SELECT ").append(day.value) += " AS d, ";
    result.value += node.text == "-" ? "- " : "";
    result.value.append(right.value) += " AS n) w)";
    return result;
}

FormulaSql::Piece FormulaSql::product(const FormulaNode& node, const Piece& left,
                                      const Piece& right)
{
    const bool is_division = node.text == "/";
    const bool both = left.worth == Worth::money && right.worth == Worth::money;
    if (both && !is_division)
        return complain(node, say("formula.money_is_not_multiplied_with"));
    if (is_division && right.worth == Worth::money && !both)
        return complain(node, say("formula.number_is_not_divided_by"));
    // Of a field it is known only later, record by record, and makes the outcome empty.
    if (is_division && right.literal && right.literal->sort == FormulaNode::Sort::number &&
        right.literal->text.find_first_not_of("0.") == std::string::npos)
        return complain(node, say("formula.nothing_is_divided_by_zero"));
    Piece result;
    result.worth =
        left.worth == Worth::money || right.worth == Worth::money ? Worth::money : Worth::number;
    if (both)
        result.worth = Worth::number;
    else if (result.worth == Worth::money)
        result.currency = left.worth == Worth::money ? left.currency : right.currency;
    result.value = {"(", {}};
    if (is_division && !m_context.is_postgres)
        (result.value += "CAST(").append(left.value) += " AS REAL)";
    else
        result.value.append(left.value);
    result.value += is_division ? " / NULLIF(" : " * ";
    result.value.append(right.value) += is_division ? ", 0))" : ")";
    if (both)
        result.value = in_one_currency(left, right, std::move(result.value));
    if (both && result.value.text.starts_with("CASE"))
        result.value.text = "(" + result.value.text + ")";
    return result;
}

} // namespace comity::record
