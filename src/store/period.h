#pragma once
// The name of the period that a day lies in, as both dialects must say it.

#include "base/time.h"
#include "store/table.h"

#include <optional>
#include <string>
#include <string_view>

namespace comity::store {

// `2017-03-01`, `2017-W09` (ISO 8601 weeks), `2017-03`, `2017-Q1`, `2017`.
std::string format_period(Date date, Period period);
std::string_view name_of(Period period);
std::optional<Period> parse_period(std::string_view name);

} // namespace comity::store
