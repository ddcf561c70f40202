#pragma once
// Dates and instants as the fixed-width text that SQLite keeps: text order is time order.

#include "base/time.h"

#include <optional>
#include <string_view>

namespace comity::store {

inline constexpr int date_width = 10;    // YYYY-MM-DD
inline constexpr int instant_width = 27; // YYYY-MM-DDTHH:MM:SS.ffffffZ

// Writes exactly that many characters, without an end mark.
void write_date(char* out, Date date);
void write_instant(char* out, Instant instant);

// Nothing when the text is not exactly of that form.
std::optional<Date> read_date(std::string_view text);
std::optional<Instant> read_instant(std::string_view text);

} // namespace comity::store
