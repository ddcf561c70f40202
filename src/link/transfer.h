#pragma once
// One request and its answer over one connection, by libcurl.

#include "link/gate.h"
#include "link/http_call.h"

#include <stop_token>
#include <string>

namespace comity::link {

// Connects to one of the destination's addresses and to no other, and follows nothing. Uses no
// proxy, no cookie, no password file. `certificates`: a PEM file with those to trust; empty: the
// system's. SIGPIPE has to be ignored in the program.
// Error{unavailable} with a sentence that has the host's name, and nothing else of where it went.
HttpAnswer transfer(const Destination& destination, const HttpCall& call, Moment until,
                    const std::stop_token& stop, const std::string& certificates);

} // namespace comity::link
