#include "store/storable.h"

#include "base/error.h"

#include <cmath>
#include <cstring>

namespace comity::store {

void check_storable(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (std::memchr(text->data(), 0, text->size()))
            throw Error(Cause::invalid, say("store.zero_byte"));
    } else if (const auto* real = std::get_if<double>(&value)) {
        if (std::isnan(*real))
            throw Error(Cause::invalid, say("store.no_number"));
    } else if (const auto* date = std::get_if<Date>(&value)) {
        if (*date < first_date || *date > last_date)
            throw Error(Cause::invalid, say("store.date_range"));
    } else if (const auto* instant = std::get_if<Instant>(&value)) {
        if (*instant < first_instant || *instant > last_instant)
            throw Error(Cause::invalid, say("store.moment_range"));
    }
}

} // namespace comity::store
