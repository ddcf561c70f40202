#include "record/outside.h"

#include "base/error.h"
#include "record/engine.h"
#include "record/mechanism.h"

namespace comity::record {

Outside& outside_of(Engine& engine)
{
    if (Outside* outside = engine.find_part<Outside>())
        return *outside;
    throw Error(Cause::unavailable, "This program speaks to no other systems; a server does.");
}

Mechanism outside_mechanism(std::shared_ptr<Outside> outside)
{
    return {.name = "outside",
            .begin = [outside](Engine&, OneOfEach& parts) { parts.put(outside); }};
}

} // namespace comity::record
