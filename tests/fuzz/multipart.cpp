// A form with files, as browsers send it.
//
// input: the Content-Type up to the first line feed, then the body.
#include "must.h"

#include "base/error.h"
#include "base/text.h"
#include "http/multipart.h"

#include <filesystem>
#include <optional>
#include <sys/mman.h>
#include <unistd.h>

namespace comity::fuzz {
namespace {

using http::Part;

// A file that only memory holds.
class Form {
public:
    explicit Form(std::string_view bytes) : m_file(::memfd_create("form", MFD_CLOEXEC))
    {
        must(::write(m_file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
             "there is memory");
    }
    ~Form() { ::close(m_file); }
    Form(const Form&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(m_file); }

private:
    int m_file;
};

// Small, so that small inputs reach them.
constexpr http::MultipartLimits small{.parts = 8, .text_bytes = 256, .head_bytes = 512};

std::optional<std::vector<Part>> read(std::string_view body, std::string_view content_type,
                                      const http::MultipartLimits& limits)
{
    try {
        return http::read_multipart(Form(body).path(), content_type, limits);
    } catch (const Error& error) {
        must(error.cause() == Cause::malformed || error.cause() == Cause::too_large,
             "a form is refused as malformed or as too large");
        return std::nullopt;
    }
}

void check_parts(const std::vector<Part>& parts, std::string_view body)
{
    std::uint64_t end = 0;
    for (const Part& part : parts) {
        must(part.offset >= end, "parts do not overlap");
        must(part.offset + part.size <= body.size(), "a part lies within the body");
        end = part.offset + part.size;
        must(!part.name.empty() && is_utf8(part.name) && is_utf8(part.filename),
             "names are UTF-8 text");
        must(part.filename.find_first_of("/\\") == std::string::npos, "a file's name is no path");
        must(part.is_file || part.text == body.substr(part.offset, part.size),
             "a field's text is what was sent");
    }
}

std::string rewritten(const std::vector<Part>& parts, std::string_view body)
{
    std::string form;
    for (const Part& part : parts) {
        form += "--again\r\nContent-Disposition: form-data; name=\"" + part.name + '"';
        if (part.is_file)
            form += "; filename=\"" + part.filename + '"';
        form += "\r\n\r\n";
        form += body.substr(part.offset, part.size);
        form += "\r\n";
    }
    return form + "--again--\r\n";
}

// Written with another boundary the form says the same.
void check_rewritten(const std::vector<Part>& parts, std::string_view body)
{
    for (const Part& part : parts)
        if ((part.name + part.filename).find_first_of("\"\\\r\n") != std::string::npos)
            return;
    if (body.find("\r\n--again") != body.npos || body.starts_with("--again"))
        return;
    const std::string form = rewritten(parts, body);
    const auto again = read(form, "multipart/form-data; boundary=again", {});
    must(again && again->size() == parts.size(), "a form has the same parts again");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Part& a = parts[i];
        const Part& b = (*again)[i];
        must(a.name == b.name && a.filename == b.filename && a.text == b.text &&
                 a.is_file == b.is_file && a.size == b.size,
             "a part says the same again");
        must(form.substr(b.offset, b.size) == body.substr(a.offset, a.size),
             "a part has the same content again");
    }
}

} // namespace
} // namespace comity::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity::fuzz;
    const std::string_view input = text_of(bytes, size);
    const std::size_t line = input.find('\n');
    if (line == input.npos)
        return 0;
    const std::string_view body = input.substr(line + 1);
    if (const auto parts = read(body, input.substr(0, line), small)) {
        check_parts(*parts, body);
        check_rewritten(*parts, body);
    }
    return 0;
}
