#pragma once
// Writes the head of an answer: the one place where security headers come from.

#include "http/response.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity::http {

// How the end of the body is known.
enum class Framing {
    none,    // 204, 304
    length,  // Content-Length
    chunked, // Transfer-Encoding
    until_close,
};

struct AnswerHead {
    Framing framing = Framing::length;
    std::uint64_t length = 0;
    bool is_http_10 = false;
    bool is_last = false; // the connection ends after it
    std::string_view request_id;
    std::string_view date; // a whole line, see DateLine
};

// Appends status line, headers and empty line. Error{broken} for a header that would split the
// answer.
void append_head(std::string& out, const Response& response, const AnswerHead& head);

// "Date: …\r\n", made anew once a second. One per thread.
class DateLine {
public:
    std::string_view text();

private:
    std::int64_t m_second = 0;
    std::string m_text;
};

// Ids for requests: UUIDv7 in form, unguessable enough for a log, much cheaper than make_id. One
// per thread.
class RequestIds {
public:
    RequestIds();
    // Exactly 36 characters.
    void write_next(char* to);

private:
    std::uint64_t next_random();
    std::uint64_t m_state = 0;
};

} // namespace comity::http
