#pragma once
// The few shapes that many answers share.

#include "base/id.h"
#include "base/json.h"
#include "http/response.h"
#include "record/find/find.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::api {

struct Call;

// The header that every answer to a write carries; nothing for the nil id (nothing changed).
void name_change(http::Response& response, const Id& change_set);
std::string etag_of(std::int64_t version);
// The version in If-Match; nothing when the header is absent or `*`. Error{malformed}.
std::optional<std::int64_t> seen_version(const Call& call);
std::optional<std::int64_t> parse_version(std::string_view digits); // 1 or more

std::vector<std::string>
words_of(std::string_view text); // split by comma, trimmed, without empties
// filter, sort, fields, expand, limit, after, as_of, count, bin. Error{malformed} with every
// problem.
record::ListQuery list_query(const Call& call);
// A parameter that is a time, or a date: its first moment where the actor is. Error{malformed}.
std::optional<Instant> moment_parameter(const Call& call, std::string_view name);
std::optional<Instant> as_of(const Call& call);

// Error{invalid} naming every member of `body` that is not among `known`.
void require_known(const Json& body, std::initializer_list<std::string_view> known);
// A member's text. Error{invalid} when it is there and no string.
std::string text_member(const Json& body, std::string_view name);

} // namespace comity::api
