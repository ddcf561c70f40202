#include "record/object/insight.h"

#include <algorithm>
#include <array>

namespace comity::record {

InsightColumn grouped_by(std::string path, std::string label, std::string kind, std::string nothing)
{
    constexpr std::array periods = {"day", "week", "month", "quarter", "year"};
    const std::size_t dot = path.rfind('.');
    const std::string last = dot == path.npos ? "" : path.substr(dot + 1);
    InsightColumn column{.sort = InsightColumn::Sort::group,
                         .name = std::move(path),
                         .label = std::move(label),
                         .kind = std::move(kind),
                         .nothing = std::move(nothing)};
    if (std::ranges::find(periods, last) != periods.end())
        column.period = last;
    return column;
}

InsightColumn measured(std::string measure, std::string label)
{
    return {.sort = InsightColumn::Sort::measure,
            .name = std::move(measure),
            .label = std::move(label),
            .kind = "number"};
}

} // namespace comity::record
