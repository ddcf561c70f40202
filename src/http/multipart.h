#pragma once
// multipart/form-data (RFC 7578) out of a spooled file, in one pass and constant memory.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::http {

struct Part {
    std::string name;
    std::string filename;     // "" when it is no file; only the last path segment is kept
    std::string content_type; // "text/plain" when not said
    std::string text;         // the content of a part that is no file
    std::uint64_t offset = 0; // where the content lies in the spooled file
    std::uint64_t size = 0;
    bool is_file = false;
};

struct MultipartLimits {
    std::size_t parts = 64;
    std::size_t text_bytes = 256 * 1024; // of one part that is no file
    std::size_t head_bytes = 8 * 1024;   // of one part's headers
};

// `content_type` is the request's header, with the boundary. Error{malformed} when it cannot be
// read, Error{too_large} when it passes a limit.
std::vector<Part> read_multipart(const std::string& file, std::string_view content_type,
                                 const MultipartLimits& limits = {});

// The first part of that name; null when there is none.
const Part* find_part(const std::vector<Part>& parts, std::string_view name);

// Copies one part's content to a new file. Error{unavailable} when the disk refuses.
void save_part(const std::string& file, const Part& part, const std::string& to);

} // namespace comity::http
