#pragma once
// A long work that writes one change set in parts.

#include "record/save/many.h"
#include "record/work/long_work.h"

namespace comity::record {

// Its change set, begun or gone on with. No part is written once another server has taken the work.
inline ChangeSetInParts parts_of(LongRun& run, const Actor& actor, ChangeSetOptions options)
{
    ChangeSetInParts parts(run.engine(), actor, std::move(options), run.change_set());
    parts.in_each_part([&run](store::Connection& connection) { run.hold(connection); });
    return parts;
}

} // namespace comity::record
