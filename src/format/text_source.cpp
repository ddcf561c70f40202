#include "format/text_source.h"

#include "base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace comity::format {
namespace {

constexpr std::size_t chunk_bytes = 256 << 10;

class FileBytes : public ByteSource {
public:
    explicit FileBytes(const std::string& path) : m_file(std::fopen(path.c_str(), "rb"))
    {
        struct stat about {};
        if (!m_file || ::fstat(::fileno(m_file.get()), &about) != 0 || S_ISDIR(about.st_mode)) {
            const Piece reason =
                m_file ? Piece(say("reading.it_is_not_file")) : Piece(std::strerror(errno));
            throw Error(Cause::invalid, say("reading.file_path_cannot_be_read",
                                            {{"path", path}, {"reason", reason}}));
        }
        std::setvbuf(m_file.get(), nullptr, _IONBF, 0);
    }
    std::size_t read(char* bytes, std::size_t size) override
    {
        const std::size_t count = std::fread(bytes, 1, size, m_file.get());
        if (count < size && std::ferror(m_file.get()))
            throw Error(Cause::unavailable, say("reading.file_could_not_be_read"));
        return count;
    }

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Closer> m_file;
};

class MemoryBytes : public ByteSource {
public:
    explicit MemoryBytes(std::string bytes) : m_bytes(std::move(bytes)) {}
    std::size_t read(char* bytes, std::size_t size) override
    {
        const std::size_t count = m_bytes.copy(bytes, size, m_at);
        m_at += count;
        return count;
    }

private:
    std::string m_bytes;
    std::size_t m_at = 0;
};

} // namespace

std::unique_ptr<ByteSource> open_file(const std::string& path)
{
    return std::make_unique<FileBytes>(path);
}

std::unique_ptr<ByteSource> open_text(std::string bytes)
{
    return std::make_unique<MemoryBytes>(std::move(bytes));
}

TextSource::TextSource(std::unique_ptr<ByteSource> bytes, Encoding encoding)
    : m_bytes(std::move(bytes)), m_encoding(encoding), m_decoder(encoding),
      m_chunk(std::make_unique<char[]>(chunk_bytes))
{
}

bool TextSource::read(std::string& out)
{
    if (m_is_at_end)
        return false;
    std::size_t count = m_bytes->read(m_chunk.get(), chunk_bytes);
    // A byte order mark is seen whole or not at all.
    constexpr std::size_t longest_mark = 3;
    for (std::size_t more = count; m_bytes_read == 0 && more > 0 && count < longest_mark;
         count += more)
        more = m_bytes->read(m_chunk.get() + count, chunk_bytes - count);
    std::string_view bytes(m_chunk.get(), count);
    if (m_bytes_read == 0) {
        const EncodingGuess guess = guess_encoding(bytes);
        if (guess.mark_bytes > 0 && guess.encoding == m_encoding)
            bytes.remove_prefix(guess.mark_bytes);
    }
    m_bytes_read += static_cast<std::int64_t>(count);
    m_is_at_end = count == 0;
    if (!m_decoder.decode(bytes, m_is_at_end, out))
        throw Error(Cause::invalid,
                    say("reading.file_is_not_encoding_near",
                        {{"encoding", name_of(m_encoding)}, {"byte", m_bytes_read}}));
    return !m_is_at_end;
}

} // namespace comity::format
