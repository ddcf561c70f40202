#pragma once
// The program's own words about itself, one line each, to standard error. Any thread may log.
// Personal values and secrets are never logged.

#include <string_view>

namespace comity {

void log_info(std::string_view text);
void log_warning(std::string_view text);
void log_error(std::string_view text);

} // namespace comity
