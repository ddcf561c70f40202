#pragma once
// Work that goes on after its request was answered: 202 with the job's address.

#include "api/desk.h"

namespace comity::api {

// RFC 7240: the client would rather not wait.
bool prefers_async(const Call& call);
http::Response answer_later(const Id& job);

} // namespace comity::api
