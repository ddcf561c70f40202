#pragma once
// Errors as answers (RFC 9457): the one place where a cause becomes a status.

#include "base/error.h"
#include "base/problem_json.h"
#include "http/response.h"

#include <string_view>

namespace comity::api {

int status_of(Cause cause);
// In the language of whoever asked.
http::Response problem_response(const Error& error, const Tongue& tongue,
                                std::string_view request_id);

} // namespace comity::api
