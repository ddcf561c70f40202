#pragma once
// What the door itself refuses, and how it says so: RFC 9457, in the shape of docs/wire.md.

#include "base/error.h"
#include "http/response.h"

#include <string_view>

namespace comity::http {

struct Refusal {
    int status = 400;
    Cause cause = Cause::malformed;
    std::string_view detail; // a sentence that lives as long as the process
};

// application/problem+json without field problems.
Response refuse(const Refusal& refusal, std::string_view request_id);

} // namespace comity::http
