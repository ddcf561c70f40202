// E-mail addresses with labels; compared without case.
#include "record/object/kinds/shared/many_like.h"

#include "base/excerpt.h"
#include "base/text.h"

#include <algorithm>

namespace comity::record {
namespace {

// What mail servers accept in practice: something, an @, a host. The rest only a mail can prove.
bool is_email(std::string_view text)
{
    const std::size_t at = text.rfind('@');
    if (at == text.npos || at == 0 || at > 64 || text.size() > 254 || text.find('@') != at)
        return false;
    const bool has_bad = std::any_of(text.begin(), text.end(), [](unsigned char c) {
        return c <= ' ' || c == 0x7f ||
               std::string_view("<>()[],;:\\\"").find(static_cast<char>(c)) !=
                   std::string_view::npos;
    });
    const std::string_view host = text.substr(at + 1);
    return !has_bad && !host.empty() && host.front() != '.' && host.back() != '.' &&
           host.front() != '-' && host.find("..") == host.npos;
}

class EmailsKind : public ManyLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "emails",
                                            .sense = Sense::email,
                                            .has_many = true,
                                            .has_labels = true,
                                            .operators = by_equality,
                                            .can_group = true,
                                            .can_be_unique = true,
                                            .can_be_searched = true,
                                            .is_always_searched = true};
        return facts;
    }
    std::string normalise(std::string_view text) const override { return fold(text); }
    void append_search(std::string& out, std::span<const Value> cells) const override
    {
        for (const Entry& entry : entries(cells))
            out.append(entry.value).append(" ");
    }
    Json example(const Field&) const override
    {
        return Json::Array{Json().set("value", "road@acme.example").set("label", "work")};
    }

protected:
    std::string normalise_piece(std::string_view piece) const override { return fold(piece); }
    std::string_view separators() const override { return ";,\n"; }
    std::optional<std::string> accept(const Field& field, std::string_view value,
                                      std::vector<Problem>& problems) const override
    {
        if (is_email(value))
            return std::string(value);
        add_problem(problems, field, "format",
                    say("value.value_is_not_e_mail", {{"value", excerpt(value)}}));
        return std::nullopt;
    }
};

} // namespace

const FieldKind& emails_kind()
{
    static const EmailsKind kind;
    return kind;
}

Field emails(std::string name)
{
    return make_field(std::move(name), emails_kind()).personal().searched();
}

} // namespace comity::record
