#pragma once
// How common what is in the records is, as it was counted last: read once and kept in memory, for
// every question weighs by it. A part of the engine; any thread.

#include "base/id.h"
#include "match/commonness.h"

#include <list>
#include <memory>
#include <mutex>

namespace comity::store {
class Connection;
}

namespace comity::record {

struct MatchIndex;

class KeptCommonness {
public:
    // By the index's generation, and for as many records as it has.
    std::shared_ptr<const match::Commonness> of(store::Connection& connection,
                                                const MatchIndex& index);

private:
    struct Kept {
        Id generation;
        std::shared_ptr<const match::Commonness> common;
    };
    std::mutex m_mutex;
    std::list<Kept> m_recent; // the one asked for last is first

    std::shared_ptr<const match::Commonness> find(const Id& generation);
};

} // namespace comity::record
