#include "crm/programme/ring.h"

#include "base/error.h"

namespace comity::crm {

using namespace record;

void check_no_ring(Moment& moment, const std::string& field)
{
    constexpr int most_levels = 32;
    auto above = moment.after.reference(field);
    if (!above || !moment.changed(field))
        return;
    const Object& object = *moment.after.object;
    bool comes_back = false;
    moment.transaction.as_program([&] {
        for (int level = 0; above && level < most_levels && !comes_back; ++level) {
            comes_back = !moment.is_new() && *above == moment.after.id();
            const auto record = comes_back ? std::nullopt : moment.transaction.find(object, *above);
            above = record ? record->reference(field) : std::nullopt;
        }
    });
    if (comes_back)
        throw Error(Cause::invalid, "Nothing can stand above itself.",
                    {{field, "ring", object.label + " would stand above itself."}});
}

} // namespace comity::crm
