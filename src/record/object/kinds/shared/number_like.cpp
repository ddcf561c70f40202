#include "record/object/kinds/shared/number_like.h"

#include "base/excerpt.h"
#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/number_text.h"
#include "record/object/kinds/shared/schemas.h"
#include "record/object/telling.h"

#include <charconv>
#include <cmath>

namespace comity::record {
namespace {

std::string short_number(double number)
{
    std::string text;
    JsonWriter(text).value(number);
    return text;
}

Sentence range_sentence(const Field& field)
{
    const Piece label = as_label(field.label);
    if (!field.most)
        return say("value.at_least", {{"field", label}, {"least", short_number(*field.least)}});
    if (!field.least)
        return say("value.at_most", {{"field", label}, {"most", short_number(*field.most)}});
    return say("value.within", {{"field", label},
                                {"least", short_number(*field.least)},
                                {"most", short_number(*field.most)}});
}

void accept_number(const Field& field, const std::string& text, std::span<Value> out,
                   std::vector<Problem>& problems)
{
    double number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || !std::isfinite(number))
        return add_problem(
            problems, field, "range",
            say("value.field_is_too_large_number", {{"field", as_label(field.label)}}));
    if (field.decimals >= 0) {
        const double scale = std::pow(10.0, field.decimals);
        if (std::fabs(number) > 9e15 / scale ||
            std::fabs(number * scale - std::round(number * scale)) > 1e-6)
            return add_problem(
                problems, field, "range",
                say("value.field_may_have_at_most_decimals",
                    {{"field", as_label(field.label)}, {"decimals", field.decimals}}));
    }
    if ((field.least && number < *field.least) || (field.most && number > *field.most))
        return add_problem(problems, field, "range", range_sentence(field));
    out[0] = number == 0 ? 0.0 : number; // no negative zero
}

std::optional<double> parse_literal(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace

std::string_view NumberLike::without_unit(std::string_view text) const
{
    const std::string_view unit = facts().unit;
    if (!unit.empty() && text.ends_with(unit))
        return trim(text.substr(0, text.size() - unit.size()));
    return text;
}

std::span<const Part> NumberLike::parts(const Field&) const
{
    static constexpr Part parts[] = {{"", store::Type::real}};
    return parts;
}

void NumberLike::parse(const Field& field, const Json& json, const TextFormat&,
                       std::span<Value> out, std::vector<Problem>& problems) const
{
    out[0] = Null{};
    if (json.is_null() || (json.if_string() && json.if_string()->empty()))
        return;
    if (const Json::Number* number = json.if_number())
        return accept_number(field, number->text, out, problems);
    add_problem(problems, field, "type",
                say("value.field_must_be_number", {{"field", as_label(field.label)}}));
}

void NumberLike::parse_text(const Field& field, std::string_view text, const TextFormat& format,
                            std::span<Value> out, std::vector<Problem>& problems) const
{
    out[0] = Null{};
    text = without_unit(trim(text));
    if (text.empty())
        return;
    const auto number = plain_number(text, format.decimal);
    if (!number || !number->currency.empty())
        return add_problem(problems, field, "type",
                           say("value.text_is_not_number", {{"text", excerpt(text)}}));
    accept_number(field, number->digits, out, problems);
}

void NumberLike::write_json(JsonWriter& json, const Field&, const store::Row& row, int column) const
{
    if (row.is_null(column))
        json.null();
    else
        json.value(row.real(column));
}

void NumberLike::write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const
{
    if (const double* number = std::get_if<double>(&cells[0]))
        json.value(*number);
    else
        json.null();
}

void NumberLike::write_text(std::string& out, const Field&, std::span<const Value> cells) const
{
    // Without an exponent, which no cell of a file is read with.
    char text[400];
    if (const double* number = std::get_if<double>(&cells[0]))
        out.append(text,
                   std::to_chars(text, text + sizeof text, *number, std::chars_format::fixed).ptr);
}

std::string NumberLike::tell(const Field& field, std::span<const Value> cells,
                             const Telling& telling) const
{
    std::string text;
    write_text(text, field, cells);
    if (text.empty())
        return text;
    const std::string_view unit = facts().unit;
    return telling.figure(std::move(text), false) + (unit.empty() ? "" : " " + std::string(unit));
}

void NumberLike::append_cells(const Field& field, std::span<const Value> cells,
                              std::vector<TableCell>& out) const
{
    TableCell& cell = out.emplace_back();
    const double* number = std::get_if<double>(&cells[0]);
    if (!number)
        return;
    cell.sort = TableCell::Sort::number;
    cell.number = *number;
    write_text(cell.text, field, cells);
}

void NumberLike::compare(Condition& condition) const
{
    const std::string& literal = condition.node.literal;
    const auto value = parse_literal(without_unit(literal));
    if (!value)
        return condition.complain("type",
                                  say("value.literal_is_not_number", {{"literal", literal}}));
    condition.append_value(*value);
}

Json NumberLike::schema(const Field&) const
{
    return schema_of_type("number");
}

} // namespace comity::record
