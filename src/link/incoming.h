#pragma once
// An answer on its way in: counted while it comes, so that no more of it is kept than was asked
// for.

#include "link/http_call.h"

#include <cstddef>
#include <string_view>

namespace comity::link {

class Incoming {
public:
    explicit Incoming(std::size_t most_bytes_of_body) : m_most_bytes(most_bytes_of_body) {}

    // A line of a head, or of what comes after the body. False: no more of it.
    bool take_head_line(std::string_view line);
    // Unpacked. False: no more of it.
    bool take_body(std::string_view bytes);

    bool is_too_large() const { return m_is_too_large; }
    HttpAnswer take(int status);

private:
    const std::size_t m_most_bytes;
    HttpAnswer m_answer;
    std::size_t m_head_bytes = 0;
    bool m_is_in_head = false;
    bool m_is_packed = false;
    bool m_is_too_large = false;

    bool take_header(std::string_view line);
};

} // namespace comity::link
