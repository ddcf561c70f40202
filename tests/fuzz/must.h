#pragma once
// What the fuzz targets share: a property that must hold for every input, and what is cut off the
// front of an input to steer the rest.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace comity::fuzz {

inline void must(bool holds, std::string_view property)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(property.size()),
                 property.data());
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size)
{
    return {reinterpret_cast<const char*>(bytes), size};
}

// The first byte of the input as a number, and the input without it.
inline unsigned take_byte(std::string_view& input)
{
    if (input.empty())
        return 0;
    const auto byte = static_cast<unsigned char>(input[0]);
    input.remove_prefix(1);
    return byte;
}

} // namespace comity::fuzz
