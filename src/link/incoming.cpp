#include "link/incoming.h"

#include "base/text.h"

namespace comity::link {
namespace {

// All heads together: an answer may have some before its own.
constexpr std::size_t most_bytes_of_heads = 64 * 1024;

} // namespace

bool Incoming::take_head_line(std::string_view line)
{
    m_head_bytes += line.size();
    if (m_head_bytes > most_bytes_of_heads) {
        m_is_too_large = true;
        return false;
    }
    const std::string_view text = trim(line);
    if (text.starts_with("HTTP/")) { // the next head; what the last one said is over
        m_answer.headers.clear();
        m_is_in_head = true;
        m_is_packed = false;
        return true;
    }
    if (text.empty())
        m_is_in_head = false;
    return !m_is_in_head || take_header(text);
}

// A body is unpacked once at most: of each layer a little may become much that becomes nothing, and
// only the last layer is counted.
bool Incoming::take_header(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == line.npos)
        return true;
    HttpHeader header{lower_ascii(trim(line.substr(0, colon))),
                      std::string(trim(line.substr(colon + 1)))};
    if (header.name == "content-encoding") {
        if (m_is_packed || header.value.contains(','))
            return false;
        m_is_packed = true;
    }
    if (header.name == "transfer-encoding" && lower_ascii(header.value) != "chunked")
        return false;
    m_answer.headers.push_back(std::move(header));
    return true;
}

bool Incoming::take_body(std::string_view bytes)
{
    if (bytes.size() > m_most_bytes - m_answer.body.size()) {
        m_is_too_large = true;
        return false;
    }
    m_answer.body.append(bytes);
    return true;
}

HttpAnswer Incoming::take(int status)
{
    m_answer.status = status;
    return std::move(m_answer);
}

} // namespace comity::link
