#pragma once
// The grammar of HTTP/1.1, as Boost.Beast reads it, and the stricter rules that we lay over it
// against request smuggling. One parser reads one message after another; it belongs to one thread.

#include "http/refusal.h"
#include "http/request.h"
#include "http/server.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace comity::http {

class MessageParser {
public:
    MessageParser();
    ~MessageParser();

    struct Head {
        bool is_keep_alive = false;
        bool is_http_10 = false;
        bool expects_continue = false;
        bool is_chunked = false;
        std::uint64_t content_length = 0;
        bool has_body() const { return is_chunked || content_length > 0; }
    };
    // `bytes` is a whole head with its empty line, and must stay: the request's views point into
    // it. Fills method, target and headers.
    std::optional<Refusal> read_head(std::string_view bytes, const Limits& limits, Request& request,
                                     Head& head);

    // Takes in the next bytes of a chunked body and appends what they hold to `out`. What is not
    // consumed must be given again, with more behind it.
    struct Chunks {
        std::size_t consumed = 0;
        bool is_done = false;
        std::optional<Refusal> refusal;
    };
    Chunks read_chunks(std::string_view bytes, std::string& out);

private:
    class Grammar;
    std::unique_ptr<Grammar> m_grammar;
};

// Where the head that starts at `bytes` ends, behind its empty line; 0 when it is not all there.
// `scanned` remembers how far earlier calls have looked. Refuses what can be seen to be wrong
// before the head is whole: bare line feeds, folded lines, first bytes that are no method.
struct HeadEnd {
    std::size_t size = 0;
    std::optional<Refusal> refusal;
};
HeadEnd find_head_end(std::string_view bytes, std::size_t& scanned, const Limits& limits);

} // namespace comity::http
