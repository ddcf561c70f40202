#pragma once
// Errors as answers (RFC 9457): the one place where a cause becomes a status.

#include "base/error.h"
#include "base/json.h"
#include "http/response.h"

#include <string_view>

namespace comity::api {

int status_of(Cause cause);
// `"problems":[{field,rule,message}…]`, as a member of the object being written.
void write_problems(JsonWriter& json, const std::vector<Problem>& problems);
http::Response problem_response(const Error& error, std::string_view request_id);

} // namespace comity::api
