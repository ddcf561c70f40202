#include "base/id.h"

#include "base/secret.h"

#include <chrono>
#include <cstring>
#include <mutex>

namespace comity {
namespace {

constexpr char digits[] = "0123456789abcdef";

int value_of_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool is_dash_position(std::size_t position)
{
    return position == 8 || position == 13 || position == 18 || position == 23;
}

// 48 bits of milliseconds and 12 bits of count within one: what makes ids increase.
std::uint64_t next_stamp()
{
    static std::mutex mutex;
    static std::uint64_t last = 0;
    using namespace std::chrono;
    const auto now_ms = static_cast<std::uint64_t>(
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
    std::lock_guard lock(mutex);
    last = std::max(last + 1, now_ms << 12);
    return last;
}

} // namespace

Id make_id()
{
    const std::uint64_t stamp = next_stamp();
    Id id;
    fill_random(id.bytes.data(), id.bytes.size());
    const std::uint64_t ms = stamp >> 12;
    for (int i = 0; i < 6; ++i)
        id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    id.bytes[6] = static_cast<std::uint8_t>(0x70 | ((stamp >> 8) & 0x0f));
    id.bytes[7] = static_cast<std::uint8_t>(stamp & 0xff);
    id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
    return id;
}

std::optional<Id> parse_id(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    Id id;
    std::size_t byte = 0;
    for (std::size_t i = 0; i < 36;) {
        if (is_dash_position(i)) {
            if (text[i] != '-')
                return std::nullopt;
            ++i;
            continue;
        }
        const int high = value_of_digit(text[i]);
        const int low = value_of_digit(text[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        id.bytes[byte++] = static_cast<std::uint8_t>(high * 16 + low);
        i += 2;
    }
    return id;
}

void append_id(std::string& out, const Id& id)
{
    char text[36];
    std::size_t at = 0;
    for (std::size_t byte = 0; byte < 16; ++byte) {
        if (is_dash_position(at))
            text[at++] = '-';
        text[at++] = digits[id.bytes[byte] >> 4];
        text[at++] = digits[id.bytes[byte] & 15];
    }
    out.append(text, sizeof text);
}

std::string format_id(const Id& id)
{
    std::string out;
    out.reserve(36);
    append_id(out, id);
    return out;
}

} // namespace comity

std::size_t std::hash<comity::Id>::operator()(const comity::Id& id) const noexcept
{
    // The tail of a UUIDv7 is random, so it hashes itself.
    std::uint64_t tail;
    std::memcpy(&tail, id.bytes.data() + 8, sizeof tail);
    std::uint64_t head;
    std::memcpy(&head, id.bytes.data(), sizeof head);
    return tail ^ (head * 0x9e3779b97f4a7c15ULL);
}
