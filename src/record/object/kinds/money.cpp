// Money: an exact amount and its currency, in two columns.
#include "record/object/kinds/kinds.h"
#include "record/object/kinds/number_text.h"

#include "base/excerpt.h"
#include "base/money.h"
#include "base/text.h"

namespace comity::record {
namespace {

class MoneyKind : public FieldKind {
public:
    Kind kind() const override { return Kind::money; }

    std::span<const Part> parts(const Field&) const override
    {
        static constexpr Part parts[] = {{"", store::Type::integer},
                                         {"_currency", store::Type::text}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat& format, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        out[0] = out[1] = Null{};
        if (json.is_null())
            return;
        if (const Json::Number* number = json.if_number())
            return accept(field, number->text, format.currency, out, problems);
        if (const std::string* text = json.if_string()) {
            if (!text->empty())
                accept(field, *text, format.currency, out, problems);
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
            accept(field, *text, code ? *code : format.currency, out, problems);
        else if (const Json::Number* number = amount->if_number())
            accept(field, number->text, code ? *code : format.currency, out, problems);
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
            return add_problem(problems, field, "money", "\"" + excerpt(text) + "\" is not money.");
        accept(field, number->digits, number->currency.empty() ? format.currency : number->currency,
               out, problems);
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
                    field.label + " must be {\"amount\": \"12.50\", \"currency\": \"EUR\"}.");
    }

    static void accept(const Field& field, std::string_view text, const std::string& currency,
                       std::span<Value> out, std::vector<Problem>& problems)
    {
        const auto amount = parse_amount(text);
        if (!amount)
            return add_problem(problems, field, "money",
                               field.label + " must be a decimal number with at most 14 digits "
                                             "before and 4 after the point.");
        if (!is_currency(currency))
            return add_problem(problems, field, "currency",
                               "A currency is three capital letters, such as EUR.");
        const double units = static_cast<double>(amount->ticks) / Amount::per_unit;
        if ((field.least && units < *field.least) || (field.most && units > *field.most))
            return add_problem(problems, field, "range",
                               field.label + " is outside of what is allowed.");
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

} // namespace comity::record
