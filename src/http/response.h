#pragma once
// What is answered. The door adds Date, Content-Length or chunking, X-Request-Id, Connection and
// the security headers, and leaves the body out for HEAD, 204 and 304.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::http {

class EventChannel;

// Appends the next piece of a long body to `out` (16 to 64 KB are a good piece) and says whether
// there is more. Called on worker threads, one call at a time, each when the socket has taken what
// came before, so memory stays constant however slow the reader is. An exception ends the
// connection without the closing chunk, so that the client knows the body is not whole. Destroyed,
// on any thread, when done or when the client has gone.
using Producer = std::function<bool(std::string& out)>;

// Exactly one of the bodies is used; the first of events, producer, shared_body, static_body, body.
struct Response {
    int status = 200;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers; // more of them, written as they are
    std::string body;
    std::string_view static_body;                   // lives as long as the process
    std::shared_ptr<const std::string> shared_body; // many answers, one text
    Producer producer;
    std::shared_ptr<EventChannel> events; // becomes a stream of server-sent events
    // Sent as Cache-Control; a text that lives as long as the process.
    std::string_view cache_control = "no-store";
    bool close = false; // end the connection after this answer

    Response& with(std::string name, std::string value) &
    {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    Response&& with(std::string name, std::string value) &&
    {
        headers.emplace_back(std::move(name), std::move(value));
        return std::move(*this);
    }
};

Response json_response(int status, std::string body);
Response text_response(int status, std::string body);
// 204.
Response empty_response();
Response event_response(std::shared_ptr<EventChannel> events);
// A piece at a time; with a file name it is offered as a download.
Response stream_response(std::string content_type, Producer producer, std::string_view file = {});

// "Not Found"; "Unknown" for a status that we never send.
std::string_view reason_of(int status);

} // namespace comity::http
