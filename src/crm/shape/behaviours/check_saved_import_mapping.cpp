#include "exchange/import_mapping.h"

#include "record/object/shelf.h"

namespace comity::crm::behaviours {

using namespace exchange;
using namespace record;

Behaviour check_saved_import_mapping()
{
    return {
        .name = "check_saved_import_mapping",
        .label = "A saved mapping is for something that can be imported",
        .when = written("import_mapping"),
        .before_write = check_import_mapping,
    };
}

} // namespace comity::crm::behaviours
