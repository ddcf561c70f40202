#include "store/sqlite_functions.h"

#include "base/error.h"
#include "base/text.h"
#include "store/period.h"
#include "store/sqlite_error.h"
#include "store/sqlite_time.h"

namespace comity::store {
namespace {

std::string_view text_of(sqlite3_value* value)
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)))
                : std::string_view();
}

std::optional<Date> day_of(std::string_view text, bool is_instant, std::string_view zone)
{
    if (!is_instant)
        return read_date(text);
    const auto instant = read_instant(text);
    if (!instant)
        return std::nullopt;
    return date_in(*instant, zone);
}

void period_function(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
        return sqlite3_result_null(context);
    try {
        const auto period = parse_period(text_of(arguments[2]));
        const auto date = day_of(text_of(arguments[0]), sqlite3_value_int(arguments[1]) != 0,
                                 text_of(arguments[3]));
        if (!period || !date)
            return sqlite3_result_error(context, "comity_period: not a period or not a time", -1);
        const std::string name = format_period(*date, *period);
        sqlite3_result_text(context, name.data(), static_cast<int>(name.size()), SQLITE_TRANSIENT);
    } catch (const Error& error) {
        sqlite3_result_error(context, error.what(), -1);
    }
}

void fold_function(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
        return sqlite3_result_null(context);
    const std::string folded = fold(text_of(arguments[0]));
    sqlite3_result_text(context, folded.data(), static_cast<int>(folded.size()), SQLITE_TRANSIENT);
}

void add_function(sqlite3* db, const char* name, int arguments,
                  void (*function)(sqlite3_context*, int, sqlite3_value**))
{
    const int code = sqlite3_create_function_v2(
        db, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
        function, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw_sqlite(db, code, name);
}

} // namespace

void add_functions(sqlite3* db)
{
    add_function(db, "comity_period", 4, period_function);
    add_function(db, "comity_fold", 1, fold_function);
}

} // namespace comity::store
