// The table of an insight as CSV: amounts as plain numbers with their currency in the head.
#include "api/describe_insight.h"
#include "exchange/cells.h"

#include <algorithm>

namespace comity::api {

using namespace record;

namespace {

std::string plain_text(const Json& value)
{
    if (const std::string* text = value.if_string())
        return *text;
    if (const Json::Number* number = value.if_number())
        return number->text;
    return std::string(value.text("amount"));
}

std::string cell_of(const InsightColumn& column, const Json& row, const Tongue& tongue)
{
    const Json* value = row.find(column.name);
    if (!value || value->is_null())
        return std::string(tongue.label(column.nothing));
    const std::string text = plain_text(*value);
    const auto choice = std::ranges::find(column.choices, text, &Choice::key);
    return choice == column.choices.end() ? text : choice->label;
}

// "Value (EUR)".
std::string with_currency(std::string_view label, std::string_view currency)
{
    std::string head(label);
    if (!currency.empty())
        head.append(" (").append(currency) += ')';
    return head;
}

std::string currency_in(const InsightColumn& column, const Json::Array& rows)
{
    for (const Json& row : rows)
        if (const Json* value = row.find(column.name))
            if (const auto currency = value->text("currency"); !currency.empty())
                return std::string(currency);
    return "";
}

void append_figures(std::string& out, const InsightAnswer& answer, const Tongue& tongue)
{
    const std::vector<std::string> head = {
        std::string(tongue.label("Figure")), std::string(tongue.label("Value")),
        std::string(tongue.label("Currency")), std::string(tongue.label("Before"))};
    exchange::append_csv_row(out, std::span<const std::string>(head));
    for (const FigureAnswer& figure : answer.figures) {
        const std::vector<std::string> row = {
            std::string(tongue.label(figure.figure.label)), plain_text(figure.value),
            std::string(figure.value.text("currency")),
            figure.before ? plain_text(figure.before->value) : ""};
        exchange::append_csv_row(out, std::span<const std::string>(row));
    }
}

} // namespace

void append_insight_csv(std::string& out, const InsightAnswer& answer, const Tongue& tongue)
{
    out += "\xEF\xBB\xBF"; // so that spreadsheets read it as UTF-8
    if (answer.columns.empty())
        return append_figures(out, answer, tongue);
    std::vector<std::string> line;
    for (const InsightColumn& column : answer.columns)
        line.push_back(with_currency(tongue.label(column.label), currency_in(column, answer.rows)));
    exchange::append_csv_row(out, std::span<const std::string>(line));
    for (const Json& row : answer.rows) {
        line.clear();
        for (const InsightColumn& column : answer.columns)
            line.push_back(cell_of(column, row, tongue));
        exchange::append_csv_row(out, std::span<const std::string>(line));
    }
}

} // namespace comity::api
