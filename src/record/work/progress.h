#pragma once
// How far something long has come, told to whoever watches it, and whether it is to end.

#include "base/id.h"

#include <cstdint>

namespace comity::record {

class Progress {
public:
    virtual ~Progress() = default;
    virtual void update(std::int64_t done, std::int64_t total) = 0; // cheap: kept in memory
    // The program is being stopped: end soon, with Error{unavailable}.
    virtual bool is_cancelled() const = 0;
    // The change set that the work writes in several transactions, told before the first; nil when
    // nothing was written after all.
    virtual void opened(const Id&) {}
};

} // namespace comity::record
