// The change log: one change set, and for each record the fields with their old and new values.
// Rows of `change` are only ever added; of `change_set` only the count of records grows, while a
// change set in parts is being written.

#include "record/save/state.h"

#include "base/error.h"
#include "record/log/change_verb.h"
#include "record/log/label.h"
#include "record/log/person_keys.h"
#include "record/log/text.h"
#include "record/search/index.h"

#include <algorithm>
#include <mutex>

namespace comity::record {
namespace {

constexpr std::size_t page_size = 1000;

const std::vector<std::string> change_names = {"change_set", "position", "object", "record",
                                               "verb",       "version",  "title",  "fields"};
const std::vector<store::Type> change_types = {
    store::Type::uuid, store::Type::integer, store::Type::text, store::Type::uuid,
    store::Type::text, store::Type::integer, store::Type::text, store::Type::text};

std::vector<Value> make_change_row(SaveState& state, const Touched& touched, const PersonKeys& keys)
{
    const Record* before = touched.before ? &*touched.before : nullptr;
    const auto key = keys.find(touched.after.id());
    LogText text = keep_log_text(before, touched.after,
                                 key == keys.end() ? std::nullopt : std::optional(key->second));
    std::vector<Value> row;
    row.reserve(change_names.size());
    row.emplace_back(state.change_set);
    row.emplace_back(state.position++);
    row.emplace_back(touched.object->name);
    row.emplace_back(touched.after.id());
    row.emplace_back(std::string(verb_of(before, touched.after)));
    row.emplace_back(touched.after.version());
    row.emplace_back(std::move(text.title));
    row.emplace_back(std::move(text.fields));
    return row;
}

// The keys that the page's personal values are sealed with; records that have none yet get one.
PersonKeys keys_of_touched(SaveState& state)
{
    std::vector<Id> known, missing;
    for (const Touched& touched : state.touched)
        if (has_person(*touched.object))
            (touched.before ? known : missing).push_back(touched.after.id());
    if (known.empty() && missing.empty())
        return {};
    if (state.has_flushed)
        send_waiting(state); // an earlier page of this change set may have made some
    PersonKeys keys = load_person_keys(state.connection, known);
    for (const Id& id : known)
        if (!keys.contains(id))
            missing.push_back(id);
    keys.merge(make_person_keys(state.connection, missing));
    return keys;
}

void write_changes(SaveState& state)
{
    static const std::string sql =
        "INSERT INTO \"change\" (\"change_set\", \"position\", \"object\", \"record\", \"verb\", "
        "\"version\", \"title\", \"fields\") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    const PersonKeys keys = keys_of_touched(state);
    if (state.touched.size() <= 20) {
        for (const Touched& touched : state.touched)
            state.waiting.push_back({sql, make_change_row(state, touched, keys)});
        return;
    }
    std::vector<std::vector<Value>> rows;
    rows.reserve(state.touched.size());
    for (const Touched& touched : state.touched)
        rows.push_back(make_change_row(state, touched, keys));
    state.connection.bulk_insert("change", change_names, change_types, rows);
}

void index_touched(SaveState& state)
{
    std::vector<Record> created;
    for (Touched& touched : state.touched) {
        if (touched.is_indexed)
            continue;
        if (!touched.before && state.touched.size() > 20 && !touched.after.is_in_bin())
            created.push_back(std::move(touched.after));
        else
            index_for_search(state.connection, touched.before ? &*touched.before : nullptr,
                             &touched.after);
    }
    if (!created.empty())
        index_many_for_search(state.connection, created);
}

// Remembers what was asked for, for the label.
void note_asked(SaveState& state, const Touched& touched, std::string_view verb)
{
    ++state.asked;
    if (!state.first_object) {
        state.first_object = touched.object;
        state.first_title = has_personal_title(*touched.object) ? label_mark(touched.after.id())
                                                                : touched.after.title();
        state.first_verb = verb;
        return;
    }
    state.is_one_object = state.is_one_object && state.first_object == touched.object;
    state.is_one_verb = state.is_one_verb && state.first_verb == verb;
}

void insert_change_set(SaveState& state, const ChangeSetOptions& options)
{
    // The node's own count is the sequence number here; change sets that come from another node
    // will bring theirs.
    static const std::string columns =
        "INSERT INTO \"change_set\" (\"id\", \"at\", \"actor\", \"actor_name\", \"origin\", "
        "\"label\", \"undoes\", \"kind\", \"node\", \"records\", \"cause_kind\", "
        "\"cause_id\", \"cause_name\", \"cause_after\", \"node_count\") "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ";
    static const std::string for_sqlite =
        columns + "(SELECT COALESCE(MAX(\"seq\"), 0) + 1 FROM \"change_set\"))";
    static const std::string for_postgres =
        columns + "currval(pg_get_serial_sequence('change_set', 'seq')))";
    const BroughtBy cause = brought_by(state.actor);
    const auto or_null = [](const Id& id) { return id.is_nil() ? Value(Null{}) : Value(id); };
    state.waiting.push_back(
        {state.connection.dialect().is_postgres() ? for_postgres : for_sqlite,
         {state.change_set, state.at,
          state.actor.user.is_nil() ? Value(Null{}) : Value(state.actor.user), state.actor.name,
          std::string(name_of(state.actor.origin)),
          format_sentence(options.label.is_empty() ? make_label(state) : options.label),
          options.undoes ? Value(*options.undoes) : Value(Null{}),
          options.kind.empty() ? Value(Null{}) : Value(options.kind), state.engine.node(),
          state.records, std::string(name_of(cause.kind)), or_null(cause.id), cause.name,
          or_null(cause.after)}});
}

} // namespace

Instant next_instant()
{
    static std::mutex mutex;
    static Instant last;
    const Instant current = now();
    std::lock_guard lock(mutex);
    last = std::max(current, Instant{last.us + 1});
    return last;
}

void log_change(SaveState& state, Draft& draft, bool is_indexed)
{
    const Object& object = *draft.after.object;
    const Id id = draft.after.id();
    state.written.insert(object.name);
    if (const auto found = state.where.find(id); found != state.where.end()) {
        state.touched[found->second].after = draft.after;
        return;
    }
    if (draft.is_first)
        ++state.records;
    const Record* before = draft.before ? &*draft.before : nullptr;
    state.where.emplace(id, state.touched.size());
    state.touched.push_back({&object, draft.before, draft.after, is_indexed});
    if (state.depth == 0)
        note_asked(state, state.touched.back(), verb_of(before, draft.after));
    if (state.touched.size() >= page_size && state.depth == 0)
        flush_log(state);
}

void flush_log(SaveState& state)
{
    if (state.touched.empty())
        return;
    write_changes(state);
    index_touched(state);
    state.touched.clear();
    state.where.clear();
    state.has_flushed = true;
}

void finish_log(SaveState& state, const ChangeSetOptions& options)
{
    flush_log(state);
    if (state.records == 0) {
        send_waiting(state);
        return;
    }
    if (!state.has_row)
        insert_change_set(state, options);
    else
        state.waiting.push_back({"UPDATE \"change_set\" SET \"records\" = ? WHERE \"id\" = ?",
                                 {state.records, state.change_set}});
    send_waiting(state);
}

Sentence make_label(const SaveState& state)
{
    if (!state.first_object)
        return say("log.changed_records");
    const Piece what = !state.is_one_object ? say("log.counted_records", {{"count", state.asked}})
                       : state.asked > 1    ? counted(*state.first_object, state.asked)
                                            : titled(*state.first_object, state.first_title);
    return state.is_one_verb ? label_of_verb(state.first_verb, what)
                             : say("log.changed", {{"what", what}});
}

} // namespace comity::record
