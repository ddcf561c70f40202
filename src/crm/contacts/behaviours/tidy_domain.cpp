#include "base/text.h"
#include "record/object/shelf.h"
#include "record/save/save.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

// `https://www.Acme.com/about` and `acme.com` are the same domain.
std::string domain_of(std::string_view typed)
{
    std::string domain = lower_ascii(trim(typed));
    for (const std::string_view prefix : {"https://", "http://", "www."})
        if (domain.starts_with(prefix))
            domain.erase(0, prefix.size());
    return domain.substr(0, domain.find_first_of("/?#:"));
}

void tidy(Moment& moment)
{
    const std::string typed = moment.after.text("domain");
    const std::string source = typed.empty() ? moment.after.text("website") : typed;
    const std::string domain = domain_of(source);
    if (domain != typed && !domain.empty())
        moment.set("domain", domain);
}

} // namespace

Behaviour tidy_domain()
{
    return {
        .name = "tidy_domain",
        .label = "An account's domain is kept bare, and taken from its website",
        .when = written("account"),
        .before_write = tidy,
    };
}

} // namespace comity::crm::behaviours
