#pragma once
// The rule (access_rule.h) as it is asked of rows that are met one by one in an order.

#include "record/access/access_rule.h"

namespace comity::record {

// The same rows as AccessRule::compile(). Where very many are shared with the person, each row
// looks itself up among them, which is the slower way to find them all and the faster one for a
// page.
std::optional<Sql> compile_for_walk(const AccessRule& rule, const Actor& actor,
                                    std::string_view alias);

} // namespace comity::record
