#include "record/save/backdate.h"

#include "record/save/state.h"

namespace comity::record {

void backdate(Transaction& transaction, Instant at)
{
    SaveState& state = transaction.state();
    CHECK(state.touched.empty() && state.position == 0);
    CHECK(at <= state.at);
    state.at = at;
}

} // namespace comity::record
