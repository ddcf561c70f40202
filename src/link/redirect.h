#pragma once
// What becomes of a call whose answer leads elsewhere. Any thread may call.

#include "link/http_call.h"
#include "link/web_address.h"

#include <string_view>

namespace comity::link {

// By status and `Location`.
bool is_redirect(const HttpAnswer& answer);

// Where it leads; `call` is what is to be asked there: after some answers a GET, and on the way to
// another origin (scheme, host, port) without what was meant for the first one alone: its headers.
// Error{unavailable} when it leads to what is no address, from https to http, or when it wants what
// is written (POST, PUT …) to be written at another origin.
WebAddress redirected(HttpCall& call, const WebAddress& from, const HttpAnswer& answer);

// Into an address that is not called: one that is not public, or one that is none. Which one it is
// is told nobody: an answer from inside a network may name what is there.
Error leads_nowhere(std::string_view host);

} // namespace comity::link
