#pragma once
// The screens out of the program's own memory.
//
// Picks brotli, gzip or plain by Accept-Encoding, answers 304 to a known ETag, lets browsers keep
// files with a hash in their name (assets/) for good and ask again for all others. A GET that
// accepts text/html, is not below /api and names no file gets index.html: the client routes it.

#include "http/embedded.h"
#include "http/request.h"
#include "http/response.h"

#include <span>

namespace comity::http {

// Never throws; what is not there is a 404 problem. Quick: copies nothing.
Response static_file(const Request& request,
                     std::span<const EmbeddedFile> files = embedded_files());

} // namespace comity::http
