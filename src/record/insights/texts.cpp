#include "record/insights/texts.h"

#include "record/language/filter.h"

#include <cmath>
#include <cstdlib>

namespace comity::record {

std::string all_of(std::initializer_list<std::string_view> filters)
{
    std::string text;
    for (const std::string_view filter : filters)
        if (!filter.empty())
            text.append(text.empty() ? "" : " AND ").append(filter);
    return text;
}

std::string is_value(std::string_view path, std::string_view value)
{
    std::string text(path);
    return value.empty() ? "NOT " + text + ":*" : text + " = " + filter_literal(value);
}

Json without(Json object, std::string_view member)
{
    Json::Object left;
    for (const auto& [name, value] : *object.if_object())
        if (name != member)
            left.emplace_back(name, value);
    return left;
}

double number_in(const Json* value)
{
    if (!value)
        return 0;
    if (const Json::Number* number = value->if_number())
        return std::strtod(number->text.c_str(), nullptr);
    const Json* amount = value->find("amount");
    const std::string* text = amount ? amount->if_string() : nullptr;
    return text ? std::strtod(text->c_str(), nullptr) : 0;
}

Json number_of(double number)
{
    std::string text;
    JsonWriter(text).value(number);
    return Json(Json::Number{std::move(text)});
}

double said_percent(double percent)
{
    return std::abs(percent) < 10 ? std::round(percent * 10) / 10 : std::round(percent);
}

} // namespace comity::record
