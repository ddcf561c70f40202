#include "record/log/change_verb.h"

namespace comity::record {

std::string_view verb_of(const Record* before, const Record& after)
{
    if (!before)
        return "create";
    if (before->is_in_bin() == after.is_in_bin())
        return "update";
    return after.is_in_bin() ? "delete" : "restore";
}

} // namespace comity::record
