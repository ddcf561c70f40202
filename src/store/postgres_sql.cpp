#include "store/postgres_sql.h"

namespace comity::store {

std::string number_placeholders(std::string_view sql, std::size_t& count)
{
    std::string out;
    out.reserve(sql.size() + 16);
    char quote = 0; // the one we are inside of; a doubled one closes and opens again
    count = 0;
    for (const char c : sql) {
        if (quote) {
            if (c == quote)
                quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '?') {
            out += '$';
            out += std::to_string(++count);
            continue;
        }
        out += c;
    }
    return out;
}

} // namespace comity::store
