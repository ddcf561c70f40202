// A web address: kept as typed, and never one that a browser would run.
#include "record/object/kinds/shared/text_like.h"

#include "base/text.h"

#include <algorithm>

namespace comity::record {
namespace {

class WebKind : public TextLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "web",
                                            .worth = Worth::text,
                                            .sense = Sense::web,
                                            .is_line = true,
                                            .operators = by_order,
                                            .has_order = true,
                                            .can_group = true,
                                            .can_be_unique = true,
                                            .can_be_searched = true,
                                            .usual_length = 2'000};
        return facts;
    }
    Json example(const Field&) const override { return "https://acme.example"; }

protected:
    std::optional<std::string> accept(const Field& field, std::string_view text,
                                      std::vector<Problem>& problems) const override
    {
        text = trim(text);
        if (!check_text(field, text, longest_of(field), problems))
            return std::nullopt;
        if (!is_address(lower_ascii(text))) {
            add_problem(problems, field, "format",
                        say("value.field_must_be_web_address", {{"field", as_label(field.label)}}));
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
    static const WebKind kind;
    return kind;
}

Field web(std::string name)
{
    return make_field(std::move(name), web_kind());
}

} // namespace comity::record
