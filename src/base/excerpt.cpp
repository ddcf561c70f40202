#include "base/excerpt.h"

namespace comity {

std::string excerpt(std::string_view text, std::size_t most_bytes)
{
    std::size_t end = text.size();
    if (end > most_bytes)
        for (end = most_bytes; end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80;)
            --end;
    return std::string(text.substr(0, end));
}

} // namespace comity
