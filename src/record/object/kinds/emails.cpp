// E-mail addresses with labels; compared without case.
#include "record/object/kinds/kinds.h"

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

class Emails : public ManyLike {
public:
    Kind kind() const override { return Kind::emails; }
    std::string normalise(std::string_view text) const override { return fold(text); }
    void append_search(std::string& out, std::span<const Value> cells) const override
    {
        for (const Entry& entry : entries(cells))
            out.append(entry.value).append(" ");
    }

protected:
    bool has_labels() const override { return true; }
    std::string_view separators() const override { return ";,\n"; }
    std::optional<std::string> accept(const Field& field, std::string_view value,
                                      std::vector<Problem>& problems) const override
    {
        if (is_email(value))
            return std::string(value);
        add_problem(problems, field, "format",
                    "\"" + excerpt(value) + "\" is not an e-mail address.");
        return std::nullopt;
    }
};

} // namespace

const FieldKind& emails_kind()
{
    static const Emails kind;
    return kind;
}

} // namespace comity::record
