// A part of a change set that may fail without the rest: one record of a bulk edit.

#include "record/save/state.h"

namespace comity::record {

void attempt(SaveState& state, store::FunctionRef<void()> work)
{
    // What was done before goes to the database first, so that only what `work` does is taken back.
    flush_log(state);
    send_waiting(state);
    const auto position = state.position;
    const auto records = state.records;
    const auto asked = state.asked;
    const auto bumped = state.bumped;
    const auto* first_object = state.first_object;
    const auto depth = state.depth;
    try {
        state.connection.attempt([&] {
            work();
            flush_log(state);
            send_waiting(state);
        });
    } catch (...) {
        state.waiting.clear();
        state.touched.clear();
        state.where.clear();
        state.known.clear();
        state.position = position;
        state.records = records;
        state.asked = asked;
        state.bumped = bumped;
        state.first_object = first_object;
        state.depth = depth;
        throw;
    }
}

} // namespace comity::record
