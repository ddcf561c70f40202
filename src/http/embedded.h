// The screens, as they lie inside the program.
//
// The build (cmake/screens.cmake) turns every file of web/dist into one entry. All views point into
// the program's read-only memory: they live as long as the process, and any thread may read them.
#pragma once

#include <span>
#include <string_view>

namespace comity::http {

struct EmbeddedFile {
    std::string_view path; // as in the address, with its leading slash: "/assets/app-1f2e.js"
    std::string_view content_type; // with the charset where one belongs: "text/css; charset=utf-8"
    std::string_view etag;         // quoted, the same for all three encodings of one file
    std::string_view plain;
    std::string_view gzip;   // empty where compressing does not pay
    std::string_view brotli; // likewise
};

// Ordered by path, so that a binary search finds one. Empty where the program was built without
// web/dist.
std::span<const EmbeddedFile> embedded_files();

} // namespace comity::http
