#include "http/response.h"

#include "http/events.h"

namespace comity::http {

Response json_response(int status, std::string body)
{
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response text_response(int status, std::string body)
{
    Response response = json_response(status, std::move(body));
    response.content_type = "text/plain; charset=utf-8";
    return response;
}

Response empty_response()
{
    return json_response(204, {});
}

Response event_response(std::shared_ptr<EventChannel> events)
{
    Response response;
    response.content_type = "text/event-stream";
    response.events = std::move(events);
    return response;
}

Response stream_response(std::string content_type, Producer producer, std::string_view file)
{
    Response response;
    response.content_type = std::move(content_type);
    response.producer = std::move(producer);
    if (file.empty())
        return response;
    std::string name;
    for (const char c : file)
        name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        c == '.' || c == '_' || c == '-'
                    ? c
                    : '_';
    response.with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

std::string_view reason_of(int status)
{
    struct Reason {
        int status;
        std::string_view words;
    };
    static constexpr Reason reasons[] = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {206, "Partial Content"},
        {207, "Multi-Status"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
        {507, "Insufficient Storage"},
    };
    for (const Reason& reason : reasons)
        if (reason.status == status)
            return reason.words;
    return "Unknown";
}

} // namespace comity::http
