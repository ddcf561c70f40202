// Money: an exact amount and its currency, in two columns.
#include "base/money.h"
#include "base/excerpt.h"
#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/number_text.h"
#include "record/object/kinds/shared/problems.h"
#include "record/object/kinds/shared/schemas.h"
#include "record/object/telling.h"

namespace comity::record {
namespace {

class MoneyKind : public FieldKind {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "money",
                                            .worth = Worth::money,
                                            .is_in_parts = true,
                                            .operators = by_order,
                                            .has_order = true};
        return facts;
    }

    std::span<const Part> parts(const Field&) const override
    {
        static constexpr Part parts[] = {{"", store::Type::integer, "amount"},
                                         {"_currency", store::Type::text, "currency"}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat& format, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        // Who names no currency means the one that stands there: 100 dollars do not become euros.
        const auto* standing = std::get_if<std::string>(&out[1]);
        const std::string unnamed = standing ? *standing : format.currency;
        out[0] = out[1] = Null{};
        if (json.is_null())
            return;
        if (const Json::Number* number = json.if_number())
            return accept(field, number->text, unnamed, out, problems);
        if (const std::string* text = json.if_string()) {
            if (!text->empty())
                accept(field, *text, unnamed, out, problems);
            return;
        }
        const Json* amount = json.find("amount");
        const Json* currency = json.find("currency");
        if (!amount || (json.if_object()->size() > (currency ? 2u : 1u)))
            return complain(field, problems);
        if (amount->is_null())
            return;
        const std::string* code = currency ? currency->if_string() : nullptr;
        if (currency && !currency->is_null() && !code)
            return complain(field, problems);
        if (const std::string* text = amount->if_string())
            accept(field, *text, code ? *code : unnamed, out, problems);
        else if (const Json::Number* number = amount->if_number())
            accept(field, number->text, code ? *code : unnamed, out, problems);
        else
            complain(field, problems);
    }

    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        out[0] = out[1] = Null{};
        if (is_blank(text))
            return;
        const auto number = plain_number(text, format.decimal);
        if (!number)
            return add_problem(problems, field, "money",
                               say("value.text_is_not_money", {{"text", excerpt(text)}}));
        accept(field, number->digits, number->currency.empty() ? format.currency : number->currency,
               out, problems);
    }

    // An amount keeps the currency that stands there; a currency of nothing says nothing.
    void parse_part(const Field& field, std::size_t part, std::string_view text,
                    const TextFormat& format, std::span<Value> out,
                    std::vector<Problem>& problems) const override
    {
        if (part == 0) {
            const Value currency = out[1];
            parse_text(field, text, format, out, problems);
            if (!std::holds_alternative<Null>(currency) && !std::holds_alternative<Null>(out[0]))
                out[1] = currency;
        } else if (const auto* ticks = std::get_if<std::int64_t>(&out[0])) {
            const std::string amount = format_amount({*ticks});
            out[0] = out[1] = Null{};
            accept(field, amount, std::string(text), out, problems);
        }
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        if (row.is_null(column))
            return json.null();
        write(json, {row.integer(column)}, row.text(column + 1));
    }

    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        const auto* ticks = std::get_if<std::int64_t>(&cells[0]);
        if (!ticks)
            return json.null();
        const auto* currency = std::get_if<std::string>(&cells[1]);
        write(json, {*ticks}, currency ? std::string_view(*currency) : std::string_view());
    }

    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override
    {
        const auto* ticks = std::get_if<std::int64_t>(&cells[0]);
        if (!ticks)
            return;
        append_amount(out, {*ticks});
        if (const auto* currency = std::get_if<std::string>(&cells[1]))
            out.append(" ").append(*currency);
    }

    std::string tell(const Field&, std::span<const Value> cells,
                     const Telling& telling) const override
    {
        const auto* ticks = std::get_if<std::int64_t>(&cells[0]);
        if (!ticks)
            return {};
        const auto* currency = std::get_if<std::string>(&cells[1]);
        return telling.figure(format_amount({*ticks}), true) + (currency ? " " + *currency : "");
    }

    void append_cells(const Field&, std::span<const Value> cells,
                      std::vector<TableCell>& out) const override
    {
        TableCell& amount = out.emplace_back();
        if (const auto* ticks = std::get_if<std::int64_t>(&cells[0])) {
            amount.sort = TableCell::Sort::number;
            amount.text = format_amount({*ticks});
            amount.number = static_cast<double>(*ticks) / Amount::per_unit;
        }
        const auto* currency = std::get_if<std::string>(&cells[1]);
        out.push_back(text_cell(currency ? *currency : std::string()));
    }

    // `1000` in whatever currency, or `1000 EUR`.
    void compare(Condition& condition) const override
    {
        const FilterNode& node = condition.node;
        const std::string_view text = trim(node.literal);
        const std::size_t space = text.find(' ');
        const std::string currency(space == text.npos ? "" : trim(text.substr(space)));
        const auto amount = parse_amount(text.substr(0, space));
        if (!amount || (!currency.empty() && !is_currency(currency)))
            return condition.complain(
                "money", say("value.literal_is_not_money_write", {{"literal", node.literal}}));
        if (currency.empty())
            return condition.append_value(amount->ticks);
        // Not that amount of that currency: another amount, another currency, or none.
        const bool is_not = node.op == "!=";
        Sql& sql = condition.sql;
        sql += "(";
        condition.append_value(amount->ticks);
        ((sql += is_not ? " OR " : " AND ") += condition.columns[1]) += is_not ? " <> " : " = ";
        sql.bind(currency) += ")";
    }

    Json schema(const Field&) const override
    {
        const Json money = Json().set("$ref", "#/components/schemas/Money");
        return Json().set("anyOf", Json::Array{money, Json().set("type", "null")});
    }

    std::optional<std::pair<std::string, Json>> shared_schema() const override
    {
        Json amount = Json().set("type", "string");
        amount.set("pattern", "^-?[0-9]+(\\.[0-9]{1,4})?$");
        Json currency = Json().set("type", "string").set("pattern", "^[A-Z]{3}$");
        Json properties;
        properties.set("amount", amount).set("currency", currency);
        Json money = Json().set("type", "object").set("properties", properties);
        money.set("required", Json::Array{"amount", "currency"});
        return std::pair("Money", std::move(money));
    }

    Json example(const Field&) const override
    {
        return Json().set("amount", "1054.00").set("currency", "EUR");
    }

private:
    static void write(JsonWriter& json, Amount amount, std::string_view currency)
    {
        std::string& out = json.out();
        json.begin_object();
        json.plain_key("amount");
        json.plain("");
        out.pop_back();
        append_amount(out, amount);
        out += '"';
        json.plain_key("currency");
        json.plain(currency);
        json.end_object();
    }

    static void complain(const Field& field, std::vector<Problem>& problems)
    {
        add_problem(problems, field, "money",
                    say("value.field_must_be_amount_12", {{"field", as_label(field.label)}}));
    }

    static void accept(const Field& field, std::string_view text, const std::string& currency,
                       std::span<Value> out, std::vector<Problem>& problems)
    {
        const auto amount = parse_amount(text);
        if (!amount)
            return add_problem(
                problems, field, "money",
                say("value.field_must_be_decimal_number", {{"field", as_label(field.label)}}));
        if (!is_currency(currency))
            return add_problem(problems, field, "currency",
                               say("common.currency_is_three_capital_letters"));
        if (amount->ticks % Amount::per_unit != 0 && is_whole_only(currency))
            return add_problem(problems, field, "money",
                               say("value.currency_has_no_smaller_unit",
                                   {{"field", as_label(field.label)}, {"currency", currency}}));
        const double units = static_cast<double>(amount->ticks) / Amount::per_unit;
        if ((field.least && units < *field.least) || (field.most && units > *field.most))
            return add_problem(
                problems, field, "range",
                say("value.field_is_outside_of_what", {{"field", as_label(field.label)}}));
        out[0] = amount->ticks;
        out[1] = currency;
    }
};

} // namespace

const FieldKind& money_kind()
{
    static const MoneyKind kind;
    return kind;
}

Field money(std::string name)
{
    return make_field(std::move(name), money_kind());
}

} // namespace comity::record
