// Merging two records, in order: find and lock both · may this actor · has either changed since it
// was seen · what the survivor shall be · the other goes to the bin · the survivor is written ·
// what referred to the other moves. One transaction, one change set.
//
// The other goes first, so that the survivor can take its unique values; an undo comes by in the
// opposite order.

#include "record/merge/steps.h"

#include "base/error.h"
#include "base/text.h"
#include "record/find/survivors.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

[[noreturn]] void refuse_other(Cause cause, const std::string& rule, const Sentence& message)
{
    throw Error(cause, message, {{"with", rule, message}});
}

// The id is of nothing that the actor may see of this object: what is it then?
[[noreturn]] void explain_missing(SaveState& state, const Object& object, const Id& id)
{
    if (const auto survivors = find_survivors(state.connection, object, {&id, 1});
        !survivors.empty() &&
        !load_rows(state, object, {&survivors.begin()->second, 1}, Verb::read, false).empty())
        refuse_other(
            Cause::conflict, "merged",
            say("merge.this_object_was_merged_already", {{"object", within(object.label)}}));
    for (const Object& candidate : state.catalog->objects())
        if (&candidate != &object && state.actor.reach(candidate, Verb::read) != Reach::none &&
            !load_rows(state, candidate, {&id, 1}, Verb::read, false).empty())
            refuse_other(
                Cause::invalid, "object",
                say("merge.that_is_of_objects_not", {{"objects", as_label(candidate.label_plural)},
                                                     {"wanted", as_label(object.label_plural)}}));
    refuse_other(Cause::not_found, "reference",
                 say("common.no_such_object", {{"object", within(object.label)}}));
}

void check_loaded(SaveState& state, const Object& object, const std::vector<Loaded>& loaded,
                  const Id& survivor, const Id& other)
{
    const auto has = [&](const Id& id) {
        return std::ranges::any_of(loaded,
                                   [&](const Loaded& one) { return one.record.id() == id; });
    };
    if (!has(survivor))
        throw Error(Cause::not_found,
                    say("common.no_such_object", {{"object", within(object.label)}}));
    if (!has(other))
        explain_missing(state, object, other);
    for (const Loaded& one : loaded) {
        if (!one.may_write)
            throw Error(Cause::forbidden, say("merge.your_role_does_not_let",
                                              {{"objects", within(object.label_plural)}}));
        if (one.record.is_in_bin())
            throw Error(Cause::conflict,
                        say("merge.title_is_in_bin_take", {{"title", one.record.title()}}));
    }
    for (const Loaded& one : load_rows(state, object, {&other, 1}, Verb::remove, false))
        if (!one.may_write)
            throw Error(Cause::forbidden, say("merge.your_role_does_not_let_you",
                                              {{"object", within(object.label)}}));
}

// What was changed after the version that the caller saw, field by field.
class Stale {
public:
    explicit Stale(SaveState& state) : m_state(state), m_json(m_text)
    {
        m_json.begin_object();
        m_json.plain_key("conflicts");
        m_json.begin_array();
    }

    void compare(const Record& current, std::optional<std::int64_t> version)
    {
        if (!version)
            return;
        const auto seen = load_seen_row(m_state, current, *version);
        if (!seen)
            return;
        const Object& object = *current.object;
        for (const Field& field : object.fields)
            if (m_state.actor.may_see(object, field) && differs(*seen, current, field))
                add(*seen, current, field);
    }

    void conclude()
    {
        m_json.end_array();
        m_json.end_object();
        if (!m_problems.empty())
            throw Error(Cause::conflict, say("merge.somebody_else_has_changed_one"),
                        std::move(m_problems))
                .with_extra_json(std::move(m_text));
    }

private:
    void add(const Record& seen, const Record& current, const Field& field)
    {
        m_problems.push_back(
            {field.name, "stale",
             say("common.field_was_changed_by_somebody", {{"field", as_label(field.label)}})});
        m_json.begin_object();
        m_json.plain_key("record");
        m_json.plain(format_id(current.id()));
        m_json.member("field", field.name);
        m_json.plain_key("base");
        kind_of(field).write_json(m_json, field, seen.of(field));
        m_json.plain_key("theirs");
        kind_of(field).write_json(m_json, field, current.of(field));
        m_json.plain_key("theirs_by");
        if (const Id* by = std::get_if<Id>(&current.cells[column_updated_by]))
            m_json.plain(format_id(*by));
        else
            m_json.null();
        m_json.plain_key("theirs_at");
        m_json.plain(format_instant(std::get<Instant>(current.cells[column_updated_at])));
        m_json.end_object();
    }

    SaveState& m_state;
    std::vector<Problem> m_problems;
    std::string m_text;
    JsonWriter m_json;
};

// Prepares one of the two through the steps of any save.
Draft prepared(Transaction& transaction, Draft draft, const Trust& trust)
{
    const Object& object = *draft.after.object;
    prepare_drafts(transaction, object, {&draft, 1}, trust);
    if (!draft.is_good())
        throw_problems(std::move(draft.problems));
    draft.is_changed = true; // its history says that it was merged, whatever its fields say
    return draft;
}

void write_one(Transaction& transaction, Draft draft)
{
    Draft one = prepared(transaction, std::move(draft), {.references = true});
    write_drafts(transaction, *one.after.object, {&one, 1});
}

struct PairDrafts {
    Draft gone;
    Draft survivor;
};

PairDrafts drafts_of(SaveState& state, const MergeRequest& request, MergePair pair)
{
    std::vector<Problem> problems;
    Record result = combined(state, {pair.survivor, pair.other, request.choose}, problems);
    if (!problems.empty())
        throw_problems(std::move(problems));
    PairDrafts drafts{make_draft(std::move(pair.other)), make_draft(std::move(pair.survivor))};
    drafts.gone.after.cells[column_deleted_at] = state.at;
    drafts.gone.after.cells[column_merged_into] = request.survivor;
    drafts.survivor.after = std::move(result);
    return drafts;
}

} // namespace

void check_seen(SaveState& state, const MergePair& pair, const MergeRequest& request)
{
    Stale stale(state);
    stale.compare(pair.survivor, request.version);
    stale.compare(pair.other, request.other_version);
    stale.conclude();
}

void merge_pair(Transaction& transaction, const MergeRequest& request, MergePair pair)
{
    PairDrafts drafts = drafts_of(transaction.state(), request, std::move(pair));
    transaction.as_program([&] {
        write_one(transaction, std::move(drafts.gone));
        write_one(transaction, std::move(drafts.survivor));
    });
    transaction.state().sees_merged = true; // what was merged before may refer to the other too
}

void look_at_pair(Transaction& transaction, const MergeRequest& request, MergePair pair)
{
    PairDrafts drafts = drafts_of(transaction.state(), request, std::move(pair));
    // The survivor may take unique values that the other still has here.
    const Trust trust{.references = true, .unique = true};
    transaction.as_program([&] {
        prepared(transaction, std::move(drafts.gone), trust);
        prepared(transaction, std::move(drafts.survivor), trust);
    });
}

Sentence merge_label(const Object& object)
{
    return say("log.merged", {{"objects", within(object.label_plural)}});
}

MergePair load_pair(SaveState& state, const Object& object, const Id& survivor, const Id& other,
                    bool locks)
{
    state.actor.require(object, Verb::update);
    state.actor.require(object, Verb::remove);
    if (object.is_setting)
        throw Error(Cause::invalid, say("merge.objects_are_settings_settings_are",
                                        {{"objects", as_label(object.label_plural)}}));
    if (survivor == other)
        refuse_other(Cause::invalid, "same", say("merge.record_cannot_be_merged_with"));
    const std::vector<Id> ids = {std::min(survivor, other), std::max(survivor, other)};
    auto loaded = load_rows(state, object, ids, Verb::update, locks);
    check_loaded(state, object, loaded, survivor, other);
    const bool is_survivor_first = loaded[0].record.id() == survivor;
    return {std::move(loaded[is_survivor_first ? 0 : 1].record),
            std::move(loaded[is_survivor_first ? 1 : 0].record)};
}

MergeOutcome merge_records(Engine& engine, const Actor& actor, const Object& asked,
                           const MergeRequest& request)
{
    MergeOutcome outcome;
    ChangeSetOptions options;
    options.kind = "merge";
    outcome.change_set = write_change_set(engine, actor, options, [&](Transaction& transaction) {
        SaveState& state = transaction.state();
        const Object& object = state.catalog->load(asked.name);
        MergePair pair = load_pair(state, object, request.survivor, request.other, true);
        check_seen(state, pair, request);
        outcome.moved = count_children(state, object, request.other);
        options.label = merge_label(object);
        merge_pair(transaction, request, std::move(pair));
        move_children(transaction, object, request.other, request.survivor);
    });
    return outcome;
}

} // namespace comity::record
