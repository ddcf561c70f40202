#pragma once
// Formula → SQL, checking kinds on the way. What is missing makes the value empty, division by zero
// and what is too large as well; nothing a record holds makes it fail.

#include "record/language/derived_value.h"
#include "record/language/formula.h"
#include "record/object/kind.h"

namespace comity::record {

class FormulaSql {
public:
    // Of the rows of `object` under `alias`. Problems name the character they begin at.
    FormulaSql(const DerivedContext& context, const Object& object, std::string_view alias,
               std::vector<Problem>& problems)
        : m_context(context), m_object(object), m_alias(alias), m_problems(problems)
    {
    }

    // The n-th part of a field of that kind.
    Sql value(const Formula& formula, const Field& field, std::size_t part);

private:
    struct Piece {
        Worth worth = Worth::nothing;
        Sql value = {"NULL", {}};
        Sql currency = {};
        const Field* field = nullptr;         // of a path
        const FormulaNode* literal = nullptr; // a number or a text as it is written

        // What was worked out of it: of the same worth, but no longer a field or a literal itself.
        Piece worked_out(Sql result) const { return {worth, std::move(result), currency}; }
    };
    using Pieces = std::vector<Piece>;

    const DerivedContext& m_context;
    const Object& m_object;
    std::string m_alias;
    std::vector<Problem>& m_problems;

    Piece complain(const FormulaNode& node, const Sentence& message);
    Piece piece(const FormulaNode& node);
    Piece path(const FormulaNode& node);
    Piece number(const FormulaNode& node) const;
    Piece word(const FormulaNode& node) const;
    Piece operation(const FormulaNode& node);
    Piece presence(const FormulaNode& node);
    Piece minus(const FormulaNode& node);
    Piece logic(const FormulaNode& node);
    Piece comparison(const FormulaNode& node);
    Piece has(const FormulaNode& node, const Piece& left, const Piece& right);
    Piece equality(const FormulaNode& node, Piece left, Piece right);
    Piece arithmetic(const FormulaNode& node);
    Piece sum(const FormulaNode& node, Piece left, Piece right);
    Piece day_sum(const FormulaNode& node, const Piece& left, const Piece& right);
    Piece product(const FormulaNode& node, const Piece& left, const Piece& right);

    Piece call(const FormulaNode& node);
    Piece choose(const FormulaNode& node);
    Piece first_of(const FormulaNode& node);
    Piece concat(const FormulaNode& node);
    Piece round(const FormulaNode& node);
    Piece absolute(const FormulaNode& node);
    Piece extreme(const FormulaNode& node);
    Piece part_of_date(const FormulaNode& node);

    Sql condition(const FormulaNode& node);
    // Makes pieces of one worth of them, where that can be; adds what is wrong.
    Worth unify(const FormulaNode& node, Pieces& pieces);
    void make_money(Piece& piece, const Sql& currency) const;
    void make_date(Piece& piece) const;
    bool make_date_of_text(const FormulaNode& node, Piece& piece);
    // The value while both are in one currency, otherwise nothing.
    static Sql in_one_currency(const Piece& left, const Piece& right, Sql value);
    Sql finished(const Piece& piece, const Field& field) const;
    Sql plain_number(Sql value) const;
};

} // namespace comity::record
