// What follows by itself: before the row is written (derived fields), after it (other records), and
// after the commit (the outbox).

#include "record/save/state.h"

#include "base/error.h"
#include "record/object/shelf.h"

#include <algorithm>

namespace comity::record {
namespace {

// Behaviours that follow from behaviours that follow from … a person's write.
constexpr int deepest = 8;

bool has_become(const When& when, const Field& field, const Record* before, const Record& after)
{
    if (before ? !differs(*before, after, field) : !after.has(field))
        return false;
    if (when.event == When::Event::changes)
        return true;
    std::string text;
    kind_of(field).write_text(text, field, after.of(field));
    return std::find(when.values.begin(), when.values.end(), text) != when.values.end();
}

bool is_due(const When& when, const Record* before, const Record& after)
{
    if (when.object != after.object->name)
        return false;
    switch (when.event) {
    case When::Event::created:
        return !before;
    case When::Event::written:
        return !before || before->is_in_bin() == after.is_in_bin();
    case When::Event::removed:
        return before && !before->is_in_bin() && after.is_in_bin();
    case When::Event::restored:
        return before && before->is_in_bin() && !after.is_in_bin();
    case When::Event::changes:
    case When::Event::becomes:
        return has_become(when, after.object->load_field(when.field), before, after);
    case When::Event::every:
        return false;
    }
    return false;
}

// Marks that what is written now follows from something.
struct Following {
    explicit Following(SaveState& its_state) : state(its_state)
    {
        if (state.depth >= deepest)
            throw Error(Cause::invalid, say("save.what_follows_from_this_change"));
        ++state.depth;
    }
    ~Following() { --state.depth; }
    SaveState& state;
};

void queue(SaveState& state, const Behaviour& behaviour, const Draft& draft)
{
    Transaction(state).later(behaviour.name, *draft.after.object, draft.after.id());
}

} // namespace

void derive_fields(SaveState& state, Draft& draft)
{
    if (state.is_undo)
        return;
    const Record* before = draft.before ? &*draft.before : nullptr;
    Transaction transaction(state);
    Moment moment{transaction, before, draft.after};
    for (const Behaviour& behaviour : state.engine.shelf().behaviours) {
        if (!behaviour.before_write || !is_due(behaviour.when, before, draft.after))
            continue;
        try {
            behaviour.before_write(moment);
        } catch (const Error& error) {
            if (error.cause() != Cause::invalid || error.problems().empty())
                throw;
            draft.problems.insert(draft.problems.end(), error.problems().begin(),
                                  error.problems().end());
        }
    }
}

void follow(SaveState& state, Draft& draft)
{
    const Record* before = draft.before ? &*draft.before : nullptr;
    for (const Behaviour& behaviour : state.engine.shelf().behaviours) {
        if ((!behaviour.then && !behaviour.later) || !is_due(behaviour.when, before, draft.after))
            continue;
        if (state.is_undo && !behaviour.follows_undo)
            continue;
        if (behaviour.later)
            queue(state, behaviour, draft);
        if (!behaviour.then)
            continue;
        const Following following(state);
        Transaction transaction(state);
        Moment moment{transaction, before, draft.after};
        behaviour.then(moment);
    }
}

} // namespace comity::record
