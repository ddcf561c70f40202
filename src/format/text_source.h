#pragma once
// The bytes of a file or of memory as UTF-8 text, a piece at a time.

#include "format/encoding.h"

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace comity::format {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Up to `size` bytes; 0 at the end. Error{unavailable} when the disk fails.
    virtual std::size_t read(char* bytes, std::size_t size) = 0;
};

// Error{invalid} when there is no such file or it is a folder.
std::unique_ptr<ByteSource> open_file(const std::string& path);
std::unique_ptr<ByteSource> open_text(std::string bytes);

class TextSource {
public:
    // Skips the byte order mark of that encoding where there is one.
    TextSource(std::unique_ptr<ByteSource> bytes, Encoding encoding);
    // Appends the next piece, some 256 KiB; false when there was nothing left to append.
    // Error{invalid} for bytes that are not of the encoding.
    bool read(std::string& out);

private:
    std::unique_ptr<ByteSource> m_bytes;
    Encoding m_encoding;
    Decoder m_decoder;
    std::unique_ptr<char[]> m_chunk;
    std::int64_t m_bytes_read = 0;
    bool m_is_at_end = false;
};

} // namespace comity::format
