// The functions of formulas, and how values of several worths meet.
#include "record/language/formula_sql.h"

#include "base/error.h"
#include "store/postgres_dialect.h"
#include "store/sqlite_dialect.h"

#include <algorithm>

namespace comity::record {

FormulaSql::Piece FormulaSql::call(const FormulaNode& node)
{
    if (node.text == "if")
        return choose(node);
    if (node.text == "coalesce")
        return first_of(node);
    if (node.text == "concat")
        return concat(node);
    if (node.text == "round")
        return round(node);
    if (node.text == "min" || node.text == "max")
        return extreme(node);
    if (node.children.size() != 1)
        return complain(node, say("formula.text_takes_one_value", {{"function", node.text}}));
    if (node.text == "abs")
        return absolute(node);
    if (node.text != "length")
        return part_of_date(node);
    Piece inner = piece(*node.children[0]);
    if (inner.worth != Worth::text)
        return complain(node, say("formula.length_is_of_text"));
    Piece result;
    result.worth = Worth::number;
    result.value = {m_context.is_postgres ? "CAST(length(" : "(length(", {}};
    result.value.append(inner.value) += m_context.is_postgres ? ") AS numeric)" : ") + 0.0)";
    return result;
}

// A plain number beside money is money of that currency; a moment beside a date is its day.
Worth FormulaSql::unify(const FormulaNode& node, Pieces& pieces)
{
    const auto has = [&](Worth worth) {
        return std::ranges::any_of(pieces,
                                   [&](const Piece& piece) { return piece.worth == worth; });
    };
    Worth worth = Worth::nothing;
    if (has(Worth::money)) {
        worth = Worth::money;
        const auto money = std::ranges::find(pieces, Worth::money, &Piece::worth);
        const Sql currency = money->currency;
        for (Piece& piece : pieces)
            if (piece.worth == Worth::number && piece.literal)
                make_money(piece, currency);
    } else if (has(Worth::date)) {
        worth = Worth::date;
        for (Piece& piece : pieces) {
            make_date(piece);
            if (piece.worth == Worth::text && !make_date_of_text(node, piece))
                return Worth::nothing;
        }
    }
    for (const Piece& piece : pieces) {
        if (worth == Worth::nothing)
            worth = piece.worth;
        if (piece.worth == worth || piece.worth == Worth::nothing)
            continue;
        complain(node, say("formula.do_not_go_together",
                           {{"one", name_of(worth)}, {"other", name_of(piece.worth)}}));
        return Worth::nothing;
    }
    return worth;
}

void FormulaSql::make_money(Piece& piece, const Sql& currency) const
{
    Sql value;
    (value += "(").append(piece.value) += " * 10000)";
    if (!m_context.is_postgres) {
        value.text = "CAST(round(" + value.text + ") AS INTEGER)";
    }
    piece.value = std::move(value);
    piece.currency = currency;
    piece.worth = Worth::money;
}

// Days are those of the reader's time zone, as everywhere.
void FormulaSql::make_date(Piece& piece) const
{
    if (piece.worth != Worth::instant)
        return;
    const store::Dialect& dialect =
        m_context.is_postgres ? store::postgres_dialect() : store::sqlite_dialect();
    piece.value.text = dialect.period(piece.value.text, store::Type::instant, store::Period::day,
                                      m_context.actor.zone);
    if (m_context.is_postgres)
        piece.value.text = "CAST(" + piece.value.text + " AS date)";
    piece.worth = Worth::date;
}

bool FormulaSql::make_date_of_text(const FormulaNode& node, Piece& piece)
{
    const auto date = piece.literal ? parse_date(piece.literal->text) : std::nullopt;
    if (!date) {
        complain(piece.literal ? *piece.literal : node, say("formula.this_is_not_date_write"));
        return false;
    }
    piece.value = {};
    piece.value.bind(*date);
    piece.worth = Worth::date;
    return true;
}

FormulaSql::Piece FormulaSql::choose(const FormulaNode& node)
{
    if (node.children.size() != 3)
        return complain(node, say("formula.if_takes_condition_what_it"));
    const Sql test = condition(*node.children[0]);
    Pieces pieces = {piece(*node.children[1]), piece(*node.children[2])};
    Piece result;
    result.worth = unify(node, pieces);
    const auto either = [&](const Sql& then, const Sql& otherwise) {
        Sql sql;
        ((sql += "(CASE WHEN ").append(test) += " THEN ").append(then) += " ELSE ";
        sql.append(otherwise) += " END)";
        return sql;
    };
    result.value = either(pieces[0].value, pieces[1].value);
    if (result.worth != Worth::money)
        return result;
    for (Piece& side : pieces)
        if (side.worth == Worth::nothing)
            side.currency = {"NULL", {}};
        else if (side.literal && side.worth == Worth::money)
            side.currency = {"coalesce(" + side.currency.text + ", " +
                                 std::string(base_currency_sql()) + ")",
                             side.currency.values};
    result.currency = either(pieces[0].currency, pieces[1].currency);
    return result;
}

FormulaSql::Piece FormulaSql::first_of(const FormulaNode& node)
{
    if (node.children.size() < 2)
        return complain(node, say("formula.coalesce_takes_two_or_more"));
    Pieces pieces;
    for (const Formula& child : node.children)
        pieces.push_back(piece(*child));
    Piece result;
    result.worth = unify(node, pieces);
    result.value = {"coalesce(", {}};
    for (std::size_t i = 0; i < pieces.size(); ++i)
        (result.value += i > 0 ? ", " : "").append(pieces[i].value);
    result.value += ")";
    if (result.worth != Worth::money)
        return result;
    result.currency = {"(CASE", {}};
    for (const Piece& each : pieces) {
        if (each.worth == Worth::nothing)
            continue;
        ((result.currency += " WHEN ").append(each.value) += " IS NOT NULL THEN ");
        if (each.literal)
            (result.currency += "coalesce(").append(each.currency) +=
                ", " + std::string(base_currency_sql()) + ")";
        else
            result.currency.append(each.currency);
    }
    result.currency += " END)";
    return result;
}

// Of what is there; nothing when nothing is.
FormulaSql::Piece FormulaSql::concat(const FormulaNode& node)
{
    if (node.children.empty())
        return complain(node, say("formula.concat_takes_texts"));
    Piece result;
    result.worth = Worth::text;
    result.value = {"NULLIF(trim(", {}};
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const Piece each = piece(*node.children[i]);
        if (each.worth != Worth::text && each.worth != Worth::nothing)
            return complain(*node.children[i],
                            say("formula.concat_joins_texts", {{"worth", name_of(each.worth)}}));
        ((result.value += i > 0 ? " || coalesce(" : "coalesce(").append(each.value) += ", '')");
    }
    result.value += "), '')";
    return result;
}

FormulaSql::Piece FormulaSql::round(const FormulaNode& node)
{
    const bool has_places = node.children.size() == 2;
    if (node.children.size() != 1 && !has_places)
        return complain(node, say("formula.round_takes_number_and_if"));
    Piece inner = piece(*node.children[0]);
    if (inner.worth != Worth::number && inner.worth != Worth::money)
        return complain(node, say("formula.round_is_of_number_or"));
    std::string places = "0";
    if (has_places) {
        const FormulaNode& second = *node.children[1];
        if (second.sort != FormulaNode::Sort::number || second.text.size() != 1)
            return complain(second, say("formula.round_takes_0_to_9"));
        places = second.text;
    }
    const bool is_money = inner.worth == Worth::money;
    Sql value;
    (value += "round(").append(inner.value) += is_money ? " / 10000.0, " : ", ";
    value += places + ")";
    if (is_money)
        value.text = "(" + value.text + " * 10000)";
    return inner.worked_out(std::move(value));
}

FormulaSql::Piece FormulaSql::absolute(const FormulaNode& node)
{
    Piece inner = piece(*node.children[0]);
    if (inner.worth != Worth::number && inner.worth != Worth::money)
        return complain(node, say("formula.abs_is_of_number_or"));
    // SQLite's abs() fails on the least of all numbers.
    Sql value;
    (value += m_context.is_postgres ? "greatest(" : "max(").append(inner.value) += ", -(";
    value.append(inner.value) += "))";
    return inner.worked_out(std::move(value));
}

FormulaSql::Piece FormulaSql::extreme(const FormulaNode& node)
{
    if (node.children.size() != 2)
        return complain(node, say("formula.text_takes_two_values", {{"function", node.text}}));
    Pieces pieces = {piece(*node.children[0]), piece(*node.children[1])};
    Piece result;
    result.worth = unify(node, pieces);
    if (result.worth == Worth::nothing)
        return {};
    if (result.worth != Worth::number && result.worth != Worth::money &&
        result.worth != Worth::date)
        return complain(node, say("formula.text_is_of_numbers_money", {{"function", node.text}}));
    Sql value;
    if (m_context.is_postgres) {
        ((value += "(CASE WHEN ").append(pieces[0].value) += " IS NOT NULL AND ");
        value.append(pieces[1].value) += " IS NOT NULL THEN ";
        value += node.text == "min" ? "least(" : "greatest(";
    } else {
        value += node.text + "(";
    }
    value.append(pieces[0].value) += ", ";
    value.append(pieces[1].value) += m_context.is_postgres ? ") END)" : ")";
    if (result.worth == Worth::money) {
        result.currency = in_one_currency(pieces[0], pieces[1], pieces[0].currency);
        value = in_one_currency(pieces[0], pieces[1], std::move(value));
        result.currency.text = "(" + result.currency.text + ")";
        value.text = "(" + value.text + ")";
    }
    result.value = std::move(value);
    return result;
}

FormulaSql::Piece FormulaSql::part_of_date(const FormulaNode& node)
{
    Piece day = piece(*node.children[0]);
    make_date(day);
    if (day.worth != Worth::date)
        return complain(node, say("formula.text_is_of_date", {{"function", node.text}}));
    Piece result;
    result.worth = Worth::number;
    if (m_context.is_postgres) {
        result.value = {"CAST(extract(" + node.text + " FROM ", {}};
        result.value.append(day.value) += ") AS numeric)";
    } else {
        result.value = {"CAST(substr(", {}};
        result.value.append(day.value) += node.text == "year"    ? ", 1, 4) AS REAL)"
                                          : node.text == "month" ? ", 6, 2) AS REAL)"
                                                                 : ", 9, 2) AS REAL)";
    }
    return result;
}

} // namespace comity::record
