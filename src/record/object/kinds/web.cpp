// A web address: kept as typed, and never one that a browser would run.
#include "record/object/kinds/kinds.h"

#include "base/text.h"

#include <algorithm>

namespace comity::record {
namespace {

class Web : public TextLike {
public:
    Kind kind() const override { return Kind::web; }

protected:
    std::optional<std::string> accept(const Field& field, std::string_view text,
                                      std::vector<Problem>& problems) const override
    {
        text = trim(text);
        if (!check_text(field, text, longest_of(field), problems))
            return std::nullopt;
        if (!is_address(lower_ascii(text))) {
            add_problem(problems, field, "format",
                        field.label + " must be a web address such as https://example.com.");
            return std::nullopt;
        }
        return std::string(text);
    }

private:
    static bool is_address(std::string_view text)
    {
        for (const std::string_view scheme : {"https://", "http://"})
            if (text.starts_with(scheme))
                return is_host_and_rest(text.substr(scheme.size()));
        return is_host_and_rest(text);
    }

    static bool is_host_and_rest(std::string_view text)
    {
        const bool has_bad = std::any_of(text.begin(), text.end(), [](unsigned char c) {
            return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' || c == 0x7f;
        });
        const std::string_view host = text.substr(0, text.find_first_of("/?#"));
        const std::size_t port = host.rfind(':');
        const bool good_port =
            port == host.npos ||
            (port + 1 < host.size() && host.find_first_not_of("0123456789", port + 1) == host.npos);
        return !has_bad && !host.empty() && good_port && host.find('@') == host.npos;
    }
};

} // namespace

const FieldKind& web_kind()
{
    static const Web kind;
    return kind;
}

} // namespace comity::record
