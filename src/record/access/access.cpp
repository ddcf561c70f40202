#include "record/access/access.h"

#include <algorithm>

namespace comity::record {

std::optional<Sql> access_predicate(const Catalog& catalog, const Actor& actor,
                                    const Object& object, Verb verb, std::string_view alias)
{
    return rule_for(catalog, actor, object, verb).compile(actor, alias);
}

std::optional<Sql> access_test(const Catalog& catalog, const Actor& actor, const Object& object,
                               Verb verb, std::string_view alias, bool is_postgres)
{
    auto predicate = access_predicate(catalog, actor, object, verb, alias);
    if (predicate && !is_postgres)
        predicate->text = "likely(" + predicate->text + ")";
    return predicate;
}

bool may_create(const Catalog& catalog, const Actor& actor, const Record& record)
{
    const AccessRule rule = rule_for(catalog, actor, *record.object, Verb::create);
    if (rule.base == AccessRule::Base::everything || rule.base == AccessRule::Base::parent)
        return true;
    const auto owner = record.reference(record.object->owner);
    return owner && std::ranges::find(rule.owners, *owner) != rule.owners.end();
}

} // namespace comity::record
