#include "http/multipart.h"

#include "base/error.h"
#include "base/text.h"
#include "http/request.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace comity::http {
namespace {

constexpr std::size_t window_size = 64 * 1024;
constexpr std::uint64_t nowhere = ~std::uint64_t{0};

[[noreturn]] void fail_malformed(const char* what)
{
    throw Error(Cause::malformed, std::string("The form could not be read: ") + what + ".");
}

class File {
public:
    File(const std::string& path, int flags, mode_t mode = 0600)
        : m_file(::open(path.c_str(), flags | O_CLOEXEC, mode))
    {
        if (m_file < 0)
            fail("opened");
    }
    ~File() { ::close(m_file); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    // Up to `size` bytes from `offset`; fewer only at the end. The view is valid until the next.
    std::string_view read(std::uint64_t offset, std::size_t size)
    {
        m_room.resize(std::max(m_room.size(), size));
        std::size_t got = 0;
        while (got < size) {
            const ssize_t n =
                ::pread(m_file, m_room.data() + got, size - got, static_cast<off_t>(offset + got));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                fail("read");
            if (n == 0)
                break;
            got += static_cast<std::size_t>(n);
        }
        return std::string_view(m_room).substr(0, got);
    }

    void write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t n = ::write(m_file, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                fail("written");
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }

    std::uint64_t find(std::string_view what, std::uint64_t from)
    {
        for (;;) {
            const std::string_view window = read(from, window_size);
            const std::size_t place = window.find(what);
            if (place != window.npos)
                return from + place;
            if (window.size() < window_size)
                return nowhere;
            from += window.size() - (what.size() - 1);
        }
    }

private:
    [[noreturn]] static void fail(const char* what)
    {
        throw Error(Cause::unavailable, std::string("An uploaded file could not be ") + what +
                                            ": " + std::strerror(errno));
    }

    int m_file;
    std::string m_room;
};

// The value of one parameter of a header: form-data; name="a"; filename="b.csv". Browsers escape
// only the quote, as \" or %22.
std::optional<std::string> find_parameter(std::string_view header, std::string_view name)
{
    std::size_t at = header.find(';');
    while (at != header.npos && at < header.size()) {
        ++at;
        const std::size_t equals = header.find('=', at);
        if (equals == header.npos)
            return std::nullopt;
        const bool is_it = equal_ignoring_case(trim(header.substr(at, equals - at)), name);
        at = equals + 1;
        std::string value;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size() && header[at + 1] == '"')
                    ++at;
                value += header[at];
            }
            if (at >= header.size())
                return std::nullopt;
            at = header.find(';', at);
        } else {
            const std::size_t end = header.find(';', at);
            value = trim(header.substr(at, end == header.npos ? end : end - at));
            at = end;
        }
        if (is_it)
            return value;
    }
    return std::nullopt;
}

std::string find_boundary(std::string_view content_type)
{
    const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
    if (!equal_ignoring_case(type, "multipart/form-data"))
        fail_malformed("it is not multipart/form-data");
    const auto boundary = find_parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70 ||
        std::ranges::any_of(*boundary, [](unsigned char c) { return c < 0x20 || c > 0x7e; }))
        fail_malformed("it has no boundary");
    return *boundary;
}

// A name for people: no folders, no control characters, UTF-8.
std::string clean_filename(std::string name)
{
    if (const std::size_t slash = name.find_last_of("/\\"); slash != name.npos)
        name.erase(0, slash + 1);
    if (!is_utf8(name))
        name = decode(name, "windows-1252").value_or("");
    std::erase_if(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return name;
}

Part read_part_head(std::string_view head)
{
    Part part;
    part.content_type = "text/plain";
    bool has_disposition = false;
    for (std::string_view line : split(head, '\n')) {
        line = trim(line);
        const std::size_t colon = line.find(':');
        if (line.empty())
            continue;
        if (colon == line.npos)
            fail_malformed("a part has a header without a colon");
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trim(line.substr(colon + 1));
        if (equal_ignoring_case(name, "Content-Type")) {
            part.content_type = value;
        } else if (equal_ignoring_case(name, "Content-Disposition")) {
            has_disposition =
                equal_ignoring_case(trim(value.substr(0, value.find(';'))), "form-data");
            part.name = find_parameter(value, "name").value_or("");
            if (auto filename = find_parameter(value, "filename")) {
                part.is_file = true;
                part.filename = clean_filename(std::move(*filename));
            }
        }
    }
    if (!has_disposition || part.name.empty() || !is_utf8(part.name))
        fail_malformed("a part has no name");
    return part;
}

// Where the next delimiter line starts (at its CRLF) and where what follows it begins.
struct Delimiter {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    bool is_last = false;
};

Delimiter find_delimiter(File& file, const std::string& line, std::uint64_t from)
{
    for (;;) {
        const std::uint64_t start = file.find(line, from);
        if (start == nowhere)
            fail_malformed("it ends in the middle");
        const std::uint64_t behind = start + line.size();
        const std::string_view tail = file.read(behind, 128);
        if (tail.starts_with("--"))
            return {start, behind + 2, true};
        const std::size_t blank = std::min(tail.find_first_not_of(" \t"), tail.size());
        if (tail.substr(blank).starts_with("\r\n"))
            return {start, behind + blank + 2, false};
        from = start + 2; // the content only looked like it
    }
}

} // namespace

std::vector<Part> read_multipart(const std::string& path, std::string_view content_type,
                                 const MultipartLimits& limits)
{
    const std::string first = "--" + find_boundary(content_type);
    const std::string line = "\r\n" + first;
    File file(path, O_RDONLY);
    const bool starts_at_once = file.read(0, first.size()) == first;
    Delimiter place = find_delimiter(file, starts_at_once ? first : line, 0);
    std::vector<Part> parts;
    while (!place.is_last) {
        if (parts.size() == limits.parts)
            throw Error(Cause::too_large, "The form has too many parts.");
        const std::string_view window = file.read(place.end, limits.head_bytes + 4);
        const std::size_t head_end = window.find("\r\n\r\n");
        if (head_end == window.npos && window.size() > limits.head_bytes)
            throw Error(Cause::too_large, "The headers of a part of the form are too large.");
        if (head_end == window.npos)
            fail_malformed("a part has no content");
        Part part = read_part_head(window.substr(0, head_end));
        part.offset = place.end + head_end + 4;
        // An empty content shares its line break with the end of the head.
        place = find_delimiter(file, line, part.offset - 2);
        part.size = place.start > part.offset ? place.start - part.offset : 0;
        if (!part.is_file && part.size > limits.text_bytes)
            throw Error(Cause::too_large, "The field " + part.name + " of the form is too large.");
        if (!part.is_file)
            part.text = file.read(part.offset, part.size);
        parts.push_back(std::move(part));
    }
    return parts;
}

const Part* find_part(const std::vector<Part>& parts, std::string_view name)
{
    const auto found = std::ranges::find(parts, name, &Part::name);
    return found == parts.end() ? nullptr : &*found;
}

void save_part(const std::string& path, const Part& part, const std::string& to)
{
    File from(path, O_RDONLY);
    File into(to, O_WRONLY | O_CREAT | O_TRUNC);
    for (std::uint64_t done = 0; done < part.size;) {
        const auto size =
            static_cast<std::size_t>(std::min<std::uint64_t>(part.size - done, window_size));
        const std::string_view piece = from.read(part.offset + done, size);
        if (piece.size() < size)
            throw Error(Cause::unavailable, "An uploaded file is shorter than it was.");
        into.write(piece);
        done += size;
    }
}

} // namespace comity::http
