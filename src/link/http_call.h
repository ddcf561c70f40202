#pragma once
// A request to another system and its answer, as values. Any thread may call.

#include "base/error.h"
#include "link/lookup.h"

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace comity::link {

struct HttpHeader {
    std::string name;
    std::string value;

    bool operator==(const HttpHeader&) const = default;
};

struct HttpLimits {
    std::chrono::milliseconds time{10'000};        // in all: names, redirects, the last byte
    std::chrono::milliseconds connect_time{5'000}; // for each connection, TLS included
    std::size_t answer_bytes = 1024 * 1024;        // of the answer's body, when it is unpacked
    int redirects = 5; // 0: an answer that leads elsewhere is an answer like any other
};

struct HttpCall {
    std::string method = "GET"; // HEAD, POST, PUT, PATCH or DELETE
    std::string address;
    std::vector<HttpHeader> headers = {};
    std::string body = {};
    HttpLimits limits = {};
};

struct HttpAnswer {
    int status = 0;
    std::vector<HttpHeader> headers = {}; // names in lower case
    std::string body = {};

    // The value of the first header of that name (in lower case); empty when there is none.
    std::string_view header(std::string_view name) const;
};

// What the program says itself (Host, Content-Length, Connection …), a method or a body that is
// none, a name or value that would begin another line: Error{invalid}. Values are in no message.
void check_call(const HttpCall& call);

// How a call ends that had no time left, or that nobody waits for any more.
Error too_slow(std::string_view host);
Error stopped();
// Throws one of these two when it is so.
void require_time(std::string_view host, Moment until, const std::stop_token& stop);

} // namespace comity::link
