#pragma once
// Ids of everything that is kept: UUID version 7 (RFC 9562), so that new ones sort after old ones.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

struct Id {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Id&) const = default;
    bool is_nil() const { return *this == Id{}; }
};

// A new id; strictly increasing within this process, from any thread.
Id make_id();

// Reads 8-4-4-4-12 hexadecimal, either case; nothing else is an id.
std::optional<Id> parse_id(std::string_view text);
std::string format_id(const Id& id);
// Appends the 36 characters to `out`.
void append_id(std::string& out, const Id& id);

} // namespace comity

template <> struct std::hash<comity::Id> {
    std::size_t operator()(const comity::Id& id) const noexcept;
};
