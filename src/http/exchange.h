#pragma once
// All that one request in hand needs. A connection borrows one from its loop with the first byte
// of a request and gives it back when it has nothing to do, so that idle connections hold no
// buffers and busy ones find theirs warm.

#include "http/parser.h"
#include "http/request.h"
#include "http/response.h"
#include "http/spool.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace comity::http {

struct Exchange {
    // What came in and is not used yet starts at in[at]; while a request is in hand, its head lies
    // there and must not move.
    std::string in;
    std::size_t at = 0;
    std::size_t scanned = 0; // from `at`: how far an unfinished head was looked through
    std::size_t head_size = 0;

    MessageParser parser;
    MessageParser::Head head;
    Request request;
    std::string target_room;
    std::array<char, 36> id{};
    const Route* route = nullptr;
    std::chrono::steady_clock::time_point started; // when the head was there

    // The body on its way in.
    std::string rest; // bytes behind the head that are not yet taken in
    std::size_t rest_at = 0;
    std::string body;
    std::uint64_t body_taken = 0;
    std::uint64_t body_limit = 0;
    std::uint64_t body_accounted = 0; // of Site::memory_bodies
    bool is_body_done = false;
    Spool spool;

    // The answer on its way out: `out`, then `tail`, which points into `response` or `piece`.
    Response response;
    std::string out;
    std::size_t out_at = 0;
    std::string_view tail;
    std::string piece; // of a producer
    bool has_more_pieces = false;
    bool is_chunked_out = false;

    std::string_view unread() const { return std::string_view(in).substr(at); }
    bool has_output() const { return out_at < out.size() || !tail.empty(); }

    // Ready for another connection; large buffers are let go.
    void clear()
    {
        constexpr std::size_t keep = 16 * 1024;
        for (std::string* text : {&in, &target_room, &rest, &body, &out, &piece}) {
            text->clear();
            if (text->capacity() > keep)
                *text = std::string();
        }
        at = scanned = head_size = rest_at = out_at = 0;
        tail = {};
        head = {};
        response = {};
        request.headers.clear();
        request.query.clear();
        request.captured.clear();
        spool.remove();
    }
};

} // namespace comity::http
