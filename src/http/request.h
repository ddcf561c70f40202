#pragma once
// One request as the door hands it in: already read, limited and checked for form.
//
// All views point into buffers of the connection. They stay valid, and may be read by the one
// thread that answers, until the Answer returns; what must live longer is copied.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::http {

// The last two are WebDAV's (RFC 4918, RFC 3253): clients of address books ask by them.
enum class Method { get, head, post, put, patch, delete_, options, propfind, report };

std::string_view name_of(Method method);
std::optional<Method> parse_method(std::string_view name);

// A name with its value: a header, a query parameter, a captured part of the path.
struct Field {
    std::string_view name;
    std::string_view value;
};

struct Request {
    // HEAD arrives as get: the door drops the body of the answer.
    Method method = Method::get;
    std::string_view target;    // as sent: "/api/v1/deals?filter=a%20b"
    std::string_view path;      // percent-decoded once, UTF-8, starts with a slash: "/api/v1/deals"
    std::vector<Field> query;   // decoded ('+' is a space), in the order sent
    std::vector<Field> headers; // in the order sent, values trimmed
    std::vector<Field> captured; // what the pattern's {names} matched
    std::string_view body;       // empty when the body lies in body_file
    // A large body, spooled to a file of its own. The door removes it when the answer is given;
    // whoever wants to keep it renames it. Empty for requests whose route takes no uploads.
    std::string body_file;
    std::uint64_t body_size = 0;
    std::string_view remote_address; // "127.0.0.1", without the port
    std::string_view request_id;     // a UUID made by the door, echoed as X-Request-Id
    std::string_view pattern;        // of the route that matched, for logs and metrics
    bool is_tls = false;

    // The first value of that header, in any case; "" when absent.
    std::string_view header(std::string_view name) const;
    bool has_header(std::string_view name) const;
    // The first query parameter of that name; nothing when absent, "" when empty.
    std::optional<std::string_view> find(std::string_view name) const;
    // The captured part; a name that the pattern does not have is a broken invariant.
    std::string_view parameter(std::string_view name) const;
    // The value of a cookie, "" when absent.
    std::string_view cookie(std::string_view name) const;
    // "text/csv" of `Content-Type: Text/CSV; charset=utf-8`, lower case.
    std::string media_type() const;
};

// Fills path and query from target. `room` keeps the decoded text and must outlive the request.
// False when it is no origin form, or has a bad escape, a control character or bytes that are not
// UTF-8, or a slash that hides behind an escape.
bool read_target(Request& request, std::string& room);

bool equal_ignoring_case(std::string_view a, std::string_view b);

} // namespace comity::http
