#include "exchange/address_book/card_match.h"

#include "base/text.h"
#include "exchange/address_book/card_lines.h"

#include <algorithm>

namespace comity::exchange {
namespace {

template <class List, class Test> bool holds(const List& list, bool needs_all, Test test)
{
    return needs_all ? std::ranges::all_of(list, test) : std::ranges::any_of(list, test);
}

bool is_match(const TextMatch& match, const std::string& value)
{
    const std::string wanted = fold(match.text);
    bool is = value.find(wanted) != std::string::npos;
    if (match.way == "equals")
        is = value == wanted;
    else if (match.way == "starts-with")
        is = value.starts_with(wanted);
    else if (match.way == "ends-with")
        is = value.ends_with(wanted);
    return is != match.is_negated;
}

bool is_met(const PropertyFilter& filter, const std::vector<CardLine>& lines)
{
    std::vector<std::string> values;
    for (const CardLine& line : lines)
        if (line.property.name.size() == filter.name.size() &&
            lower_ascii(line.property.name) == lower_ascii(filter.name))
            values.push_back(fold(line.text()));
    if (filter.is_absent || values.empty())
        return filter.is_absent && values.empty();
    return std::ranges::any_of(values, [&](const std::string& value) {
        return filter.texts.empty() || holds(filter.texts, filter.needs_all, [&](const auto& text) {
                   return is_match(text, value);
               });
    });
}

} // namespace

bool matches(const CardFilter& filter, std::string_view card)
{
    if (filter.properties.empty())
        return true;
    const auto lines = read_card_lines(card);
    return holds(filter.properties, filter.needs_all,
                 [&](const PropertyFilter& property) { return is_met(property, lines); });
}

} // namespace comity::exchange
