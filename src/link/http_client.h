#pragma once
// Requests to other systems by HTTP, for people who may be mistaken and to hosts that may mean
// harm: within limits of time and size, to public addresses and those that an administrator allows,
// each redirect judged like a request of its own. docs/outside.md says what is promised.
//
// Any thread may ask; each waits for its own answer. The program ignores SIGPIPE.

#include "link/gate.h"
#include "link/http_call.h"

#include <stop_token>
#include <string>

namespace comity::link {

struct HttpOptions {
    AllowList allowed = {};
    // The system's when they are empty.
    Lookup::Resolve resolve = nullptr;
    Gate::IsPublic is_public = nullptr;
    std::string certificates = {}; // a PEM file
};

class HttpClient {
public:
    explicit HttpClient(HttpOptions options = {});

    // Any status is an answer. Blocks for as long as the limits say, or until the stop.
    // Error{invalid}: the call is wrong or may not be made, trying again does not help.
    // Error{unavailable}: it brought no whole answer this time. Messages name hosts that were
    // called and no other, and nothing of headers and bodies.
    HttpAnswer ask(HttpCall call, std::stop_token stop = {});

private:
    Gate m_gate;
    const std::string m_certificates;
};

} // namespace comity::link
