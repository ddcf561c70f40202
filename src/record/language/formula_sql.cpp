#include "record/language/formula_sql.h"

#include "base/error.h"
#include "base/text.h"
#include "record/language/filter_sql.h"
#include "record/object/rows.h"

namespace comity::record {
namespace {

using FormulaMade = FormulaNode;

constexpr std::size_t most_sql = 24'000; // bytes of a piece; what doubles ends here

std::string as_number(std::string_view column, bool is_postgres)
{
    // Exact, and without an end that could be run over.
    return is_postgres ? "CAST(" + std::string(column) + " AS numeric)" : std::string(column);
}

} // namespace

FormulaSql::Piece FormulaSql::complain(const FormulaNode& node, const Sentence& message)
{
    m_problems.push_back(
        {"formula", "type", say("formula.at", {{"place", node.at}, {"what", message}})});
    return {};
}

FormulaSql::Piece FormulaSql::piece(const FormulaNode& node)
{
    Piece piece;
    switch (node.sort) {
    case FormulaMade::Sort::number:
        return number(node);
    case FormulaMade::Sort::text:
        piece.worth = Worth::text;
        piece.value = {};
        piece.value.bind(node.text);
        piece.literal = &node;
        return piece;
    case FormulaMade::Sort::word:
        return word(node);
    case FormulaMade::Sort::path:
        return path(node);
    case FormulaMade::Sort::operation:
        piece = operation(node);
        break;
    case FormulaMade::Sort::call:
        piece = call(node);
        break;
    }
    if (piece.value.text.size() + piece.currency.text.size() > most_sql)
        return complain(node, say("formula.it_asks_for_too_much_make"));
    return piece;
}

FormulaSql::Piece FormulaSql::number(const FormulaNode& node) const
{
    Piece piece;
    piece.worth = Worth::number;
    piece.literal = &node;
    const bool has_point = node.text.find('.') != node.text.npos;
    piece.value.text = m_context.is_postgres ? "CAST(" + node.text + " AS numeric)"
                                             : node.text + (has_point ? "" : ".0");
    return piece;
}

FormulaSql::Piece FormulaSql::word(const FormulaNode& node) const
{
    Piece piece;
    if (node.text == "null")
        return piece;
    piece.value = {};
    const Instant moment = m_context.as_of.value_or(now());
    if (node.text == "today") {
        piece.worth = Worth::date;
        piece.value.bind(date_in(moment, m_context.actor.zone));
    } else if (node.text == "now") {
        // To the minute, so that the same question stays the same for a while.
        piece.worth = Worth::instant;
        piece.value.bind(Instant{moment.us - moment.us % 60'000'000});
    } else {
        piece.worth = Worth::yes_no;
        piece.value.text = m_context.is_postgres ? node.text : node.text == "true" ? "1" : "0";
    }
    return piece;
}

FormulaSql::Piece FormulaSql::path(const FormulaNode& node)
{
    const auto end = find_path_end(m_context.catalog, m_object, node.path);
    std::string name;
    for (const std::string& step : node.path)
        name += (name.empty() ? "" : ".") + step;
    if (!end)
        return complain(node, say("formula.there_is_no_field_name",
                                  {{"name", name}, {"objects", as_label(m_object.label_plural)}}));
    Piece piece;
    piece.field = end->field;
    piece.worth = worth_of(*end->field);
    if (piece.worth == Worth::nothing)
        return complain(node, say("formula.name_holds_what_formulas_cannot", {{"name", name}}));
    piece.value = path_sql(m_context, m_object, node.path, m_alias);
    if (piece.worth == Worth::money)
        piece.currency = path_sql(m_context, m_object, node.path, m_alias, 1);
    if (piece.worth == Worth::number || piece.worth == Worth::money)
        piece.value.text = as_number(piece.value.text, m_context.is_postgres);
    return piece;
}

FormulaSql::Piece FormulaSql::operation(const FormulaNode& node)
{
    if (node.text == ":*")
        return presence(node);
    if (node.text == "AND" || node.text == "OR" || node.text == "NOT")
        return logic(node);
    if (node.text == "-" && node.children.size() == 1)
        return minus(node);
    if (node.text == "+" || node.text == "-" || node.text == "*" || node.text == "/")
        return arithmetic(node);
    return comparison(node);
}

FormulaSql::Piece FormulaSql::presence(const FormulaNode& node)
{
    Piece inner = piece(*node.children[0]);
    Piece result;
    result.worth = Worth::yes_no;
    result.value = {"(", {}};
    result.value.append(inner.value) += " IS NOT NULL)";
    return result;
}

FormulaSql::Piece FormulaSql::minus(const FormulaNode& node)
{
    Piece inner = piece(*node.children[0]);
    if (inner.worth != Worth::number && inner.worth != Worth::money)
        return complain(node, say("formula.only_numbers_and_money_can"));
    Sql value;
    (value += "(- ").append(inner.value) += ")";
    return inner.worked_out(std::move(value));
}

Sql FormulaSql::condition(const FormulaNode& node)
{
    Piece inner = piece(node);
    if (inner.worth != Worth::yes_no)
        complain(node, say("formula.condition_is_needed_here_such"));
    Sql sql;
    (sql += "((").append(inner.value) += ") IS TRUE)";
    return sql;
}

FormulaSql::Piece FormulaSql::logic(const FormulaNode& node)
{
    Piece result;
    result.worth = Worth::yes_no;
    result.value = {"(", {}};
    if (node.text == "NOT") {
        result.value += "NOT ";
        result.value.append(condition(*node.children[0]));
    } else {
        result.value.append(condition(*node.children[0])) += " " + node.text + " ";
        result.value.append(condition(*node.children[1]));
    }
    result.value += ")";
    return result;
}

FormulaSql::Piece FormulaSql::comparison(const FormulaNode& node)
{
    Piece left = piece(*node.children[0]);
    Piece right = piece(*node.children[1]);
    if (node.text == ":")
        return has(node, left, right);
    return equality(node, std::move(left), std::move(right));
}

FormulaSql::Piece FormulaSql::has(const FormulaNode& node, const Piece& left, const Piece& right)
{
    if (left.worth != Worth::text || right.worth != Worth::text || !right.literal)
        return complain(node, say("formula.asks_whether_text_has_part"));
    Piece result;
    result.worth = Worth::yes_no;
    result.value = {"(", {}};
    result.value.values = left.value.values;
    result.value += folded_sql(left.value.text, m_context.is_postgres) + " LIKE ";
    result.value.bind(like_contains(fold(right.literal->text))) += " ESCAPE '\\')";
    return result;
}

// A text that stands beside a choice is one of its keys or labels.
FormulaSql::Piece FormulaSql::equality(const FormulaNode& node, Piece left, Piece right)
{
    const bool is_equality = node.text == "=" || node.text == "!=";
    const bool is_null = left.worth == Worth::nothing || right.worth == Worth::nothing;
    Piece result;
    result.worth = Worth::yes_no;
    if (is_null) {
        if (!is_equality)
            return complain(node, say("formula.null_is_compared_with_and"));
        const Piece& other = left.worth == Worth::nothing ? right : left;
        result.value = {"(", {}};
        result.value.append(other.value) += node.text == "=" ? " IS NULL)" : " IS NOT NULL)";
        return result;
    }
    for (auto [choice, key] : {std::pair(&left, &right), std::pair(&right, &left)}) {
        const Field* field = choice->field;
        if (!key->literal || !field || !is_choice(*field) || field->choices.empty() ||
            key->worth != Worth::text)
            continue;
        std::vector<Problem> problems;
        Value value;
        kind_of(*field).parse_text(*field, key->literal->text, {}, {&value, 1}, problems);
        if (!problems.empty())
            return complain(*key->literal, problems[0].message);
        key->value = {};
        key->value.bind(std::move(value));
    }
    Pieces pieces = {std::move(left), std::move(right)};
    const Worth worth = unify(node, pieces);
    const bool has_order = worth == Worth::number || worth == Worth::money ||
                           worth == Worth::date || worth == Worth::instant;
    if (worth == Worth::nothing)
        return {};
    if (!has_order && !is_equality)
        return complain(node, say("formula.no_more_and_less", {{"worth", name_of(worth)}}));
    Sql test;
    test.append(pieces[0].value) += node.text == "!=" ? " = " : " " + node.text + " ";
    test.append(pieces[1].value);
    if (worth == Worth::money)
        test = in_one_currency(pieces[0], pieces[1], std::move(test));
    result.value = {"((", {}};
    result.value.append(test) += node.text == "!=" ? ") IS NOT TRUE)" : ") IS TRUE)";
    return result;
}

Sql FormulaSql::plain_number(Sql value) const
{
    Sql sql;
    if (m_context.is_postgres)
        sql += "(SELECT CASE WHEN abs(v.x) < 1e-300 THEN 0 WHEN abs(v.x) <= 1.7e308 THEN "
               "CAST(v.x AS double precision) END FROM (SELECT ";
    else
        sql += "(SELECT CASE WHEN abs(v.x) <= 1.7e308 THEN v.x + 0.0 END FROM (SELECT ";
    sql.append(value) += " AS x) v)";
    return sql;
}

// As the column of such a field would hold it; what is out of bounds is nothing.
Sql FormulaSql::finished(const Piece& piece, const Field& field) const
{
    const bool is_postgres = m_context.is_postgres;
    Sql sql;
    switch (piece.worth) {
    case Worth::number:
        if (field.decimals < 0)
            return plain_number(piece.value);
        (sql += "round(").append(piece.value) += ", " + std::to_string(field.decimals) + ")";
        return plain_number(std::move(sql));
    case Worth::money:
        sql += is_postgres ? "(SELECT CASE WHEN abs(v.x) < 9.2e18 THEN CAST(round(v.x) AS bigint)"
                           : "(SELECT CASE WHEN typeof(v.x) = 'integer' THEN v.x WHEN abs(v.x) < "
                             "9.2e18 THEN CAST(round(v.x) AS INTEGER)";
        (sql += " END FROM (SELECT ").append(piece.value) += " AS x) v)";
        return sql;
    case Worth::date: {
        const auto bound = [&](const char* day) {
            return is_postgres ? std::string("CAST('") + day + "' AS date)"
                               : std::string("'") + day + "'";
        };
        sql +=
            "(SELECT CASE WHEN v.x BETWEEN " + bound("0001-01-01") + " AND " + bound("9999-12-31");
        (sql += " THEN v.x END FROM (SELECT ").append(piece.value) += " AS x) v)";
        return sql;
    }
    default:
        (sql += "(").append(piece.value) += ")";
        return sql;
    }
}

Sql FormulaSql::value(const Formula& formula, const Field& field, std::size_t part)
{
    Piece whole = piece(*formula);
    const Worth wanted = worth_of(field);
    if (whole.worth == Worth::instant && wanted == Worth::date)
        make_date(whole);
    if (whole.worth == Worth::nothing || whole.worth == wanted)
        return part == 0 ? finished(whole, field) : whole.currency;
    if (m_problems.empty())
        complain(*formula, say("formula.gives_other", {{"worth", name_of(whole.worth)},
                                                       {"field", as_label(field.label)},
                                                       {"wanted", name_of(wanted)}}));
    return {"NULL", {}};
}

} // namespace comity::record
