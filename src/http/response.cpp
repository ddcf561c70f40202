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
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    default:
        return "Unknown";
    }
}

} // namespace comity::http
