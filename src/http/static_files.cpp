#include "http/static_files.h"

#include "base/text.h"
#include "http/refusal.h"

#include <algorithm>

namespace comity::http {
namespace {

const EmbeddedFile* find_file(std::span<const EmbeddedFile> files, std::string_view path)
{
    const auto found = std::ranges::lower_bound(files, path, {}, &EmbeddedFile::path);
    return found != files.end() && found->path == path ? &*found : nullptr;
}

// Whether a coding is named with a quality that is not zero.
bool accepts(std::string_view header, std::string_view coding)
{
    for (const std::string_view item : split(header, ',')) {
        const std::size_t semicolon = item.find(';');
        if (!equal_ignoring_case(trim(item.substr(0, semicolon)), coding))
            continue;
        if (semicolon == item.npos)
            return true;
        const std::string_view quality = trim(item.substr(semicolon + 1));
        return quality.find_first_of("123456789") != quality.npos;
    }
    return false;
}

bool is_known(std::string_view header, std::string_view etag)
{
    for (std::string_view item : split(header, ',')) {
        item = trim(item);
        if (item.starts_with("W/"))
            item.remove_prefix(2);
        if (item == etag || item == "*")
            return true;
    }
    return false;
}

// An address of the client's own: no file, no API, asked for by a browser's address bar.
bool is_screen(const Request& request)
{
    const std::string_view path = request.path;
    if (path == "/api" || path.starts_with("/api/"))
        return false;
    if (path.find('.', path.rfind('/')) != path.npos)
        return false;
    const std::string_view accept = request.header("Accept");
    return accept.find("text/html") != accept.npos || accept.empty();
}

} // namespace

Response static_file(const Request& request, std::span<const EmbeddedFile> files)
{
    const EmbeddedFile* file = find_file(files, request.path == "/" ? "/index.html" : request.path);
    if (!file && is_screen(request))
        file = find_file(files, "/index.html");
    if (!file)
        return refuse({404, Cause::not_found, "There is nothing at this address."},
                      request.request_id);

    Response response;
    response.content_type = file->content_type;
    response.cache_control =
        file->path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    response.with("ETag", std::string(file->etag));
    const bool is_packed = !file->brotli.empty() || !file->gzip.empty();
    if (is_packed)
        response.with("Vary", "Accept-Encoding");
    if (is_known(request.header("If-None-Match"), file->etag)) {
        response.status = 304;
        return response;
    }
    const std::string_view accepted = is_packed ? request.header("Accept-Encoding") : "";
    if (!file->brotli.empty() && accepts(accepted, "br")) {
        response.with("Content-Encoding", "br");
        response.static_body = file->brotli;
    } else if (!file->gzip.empty() && accepts(accepted, "gzip")) {
        response.with("Content-Encoding", "gzip");
        response.static_body = file->gzip;
    } else {
        response.static_body = file->plain;
    }
    return response;
}

} // namespace comity::http
