// One change to many records: found and loaded in pages, checked set-wise, written in one change
// set, of one transaction or of many. A record that cannot be changed is told of and left as it
// was.

#include "record/parts/bulk.h"

#include "base/error.h"
#include "base/text.h"
#include "record/language/filter_condition.h"
#include "record/log/label.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/parts/bulk_wish.h"
#include "record/parts/in_parts.h"
#include "record/parts/part_time.h"
#include "record/save/actions.h"
#include "record/save/state.h"
#include "store/database.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

constexpr std::size_t page_size = 500;
constexpr std::size_t step_actions = 10; // they take longer than edits
constexpr std::size_t most_failures = 100;

// Text that narrows nothing down; all records are meant only where that is said.
bool is_blank(std::string_view filter)
{
    return filter.find_first_not_of("\" \t\r\n()") == std::string_view::npos;
}

void check_change(const BulkChange& change)
{
    if (is_blank(change.filter) == change.ids.empty())
        throw Error(Cause::invalid, say("save.say_which_records_filter_or"),
                    {{"filter", "required", say("save.give_filter_for_all_or")}});
    if (change.set.is_null() == change.action.empty())
        throw Error(Cause::invalid, say("save.say_what_to_do_fields"),
                    {{"set", "required", say("save.give_fields_to_set_or")}});
}

// FROM and WHERE of the records that a filter finds and the actor may see.
Sql matching(const Catalog& catalog, const Actor& actor, const Object& object,
             const BulkChange& change, bool is_postgres)
{
    Sql sql;
    sql += " FROM " + store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"deleted_at\" IS ";
    sql += change.action == "restore" ? "NOT NULL AND t0.\"merged_into\" IS NULL" : "NULL";
    if (change.filter != "*") {
        sql += " AND (";
        const FilterContext context{catalog, actor, object, "t0", is_postgres};
        sql.append(compile_filter(parse_filter(change.filter), context)) += ")";
    }
    if (auto rights = access_predicate(catalog, actor, object, Verb::read, "t0")) {
        sql += " AND (";
        sql.append(*rights) += ")";
    }
    return sql;
}

// The records that are named, one after another as Bulk goes through them.
BulkChange in_order(BulkChange change)
{
    std::ranges::sort(change.ids);
    const auto doubles = std::ranges::unique(change.ids);
    change.ids.erase(doubles.begin(), doubles.end());
    return change;
}

// What the log calls it; what is made of what was done where it has nothing to say.
Sentence label_of_action(const Engine& engine, const Object& object, const BulkChange& change)
{
    if (change.action.empty() || change.action == "delete" || change.action == "restore")
        return {};
    const Action& action = load_action(engine, object, change.action);
    return say("log.action",
               {{"action", as_label(action.label)}, {"what", within(object.label_plural)}});
}

class Bulk {
public:
    // `change.ids` in order and without doubles.
    Bulk(Transaction& transaction, const Object& object, const BulkChange& change,
         BulkOutcome& outcome)
        : m_transaction(transaction), m_state(transaction.state()), m_object(object),
          m_change(change), m_outcome(outcome)
    {
    }

    // May the actor do this at all? Call first.
    void check();
    // Those after that id.
    void run_all(Id& after)
    {
        while (run_page(after, page_size))
            ;
    }
    // The same until `is_over`; false at the end.
    bool run_some(Id& after, store::FunctionRef<bool()> is_over)
    {
        while (run_page(after, m_action ? step_actions : step_records))
            if (is_over())
                return true;
        return false;
    }

private:
    bool run_page(Id& after, std::size_t size);
    void change_page(const std::vector<Id>& ids);
    void act_on(const Id& id);
    std::vector<Id> find_page(const Id& after, std::size_t size);
    std::vector<Draft> make_drafts(const std::vector<Id>& ids);
    void change_cells(Draft& draft);
    void fail(const Id& id, std::vector<Problem> problems);
    void fail(const Id& id, const Error& error);
    bool is_for_bin() const { return m_change.action == "delete" || m_change.action == "restore"; }

    Transaction& m_transaction;
    SaveState& m_state;
    const Object& m_object;
    const BulkChange& m_change;
    BulkOutcome& m_outcome;
    const Action* m_action = nullptr;
    Json m_input;
};

void Bulk::check()
{
    if (!m_change.set.is_null()) {
        std::vector<Problem> problems;
        check_field_rights(m_state, m_object, m_change.set, problems);
        if (!problems.empty())
            throw_problems(std::move(problems));
        m_state.actor.require(m_object, Verb::update);
    } else if (is_for_bin()) {
        m_state.actor.require(m_object, Verb::remove);
    } else {
        m_action = &load_action(m_state.engine, m_object, m_change.action);
        if (!m_action->on_list)
            throw Error(Cause::invalid, say("save.action_works_on_one_record",
                                            {{"action", as_label(m_action->label)}}));
        m_input = check_input(m_transaction, *m_action, m_change.input);
    }
}

std::vector<Id> Bulk::find_page(const Id& after, std::size_t size)
{
    std::vector<Id> ids;
    if (!m_change.ids.empty()) {
        const auto from = std::ranges::upper_bound(m_change.ids, after);
        const auto left = static_cast<std::size_t>(m_change.ids.end() - from);
        ids.assign(from, from + static_cast<std::ptrdiff_t>(std::min(size, left)));
        return ids;
    }
    Sql sql = matching(*m_state.catalog, m_state.actor, m_object, m_change,
                       m_state.connection.dialect().is_postgres());
    sql.text.insert(0, "SELECT t0.\"id\"");
    (sql += " AND t0.\"id\" > ").bind(after) += " ORDER BY t0.\"id\" LIMIT ";
    sql.bind(static_cast<std::int64_t>(size));
    m_transaction.connection().query(std::move(sql).statement(),
                                     [&](const store::Row& row) { ids.push_back(row.id(0)); });
    return ids;
}

// False when there are no more.
bool Bulk::run_page(Id& after, std::size_t size)
{
    const auto ids = find_page(after, size);
    if (ids.empty())
        return false;
    after = ids.back();
    if (m_action) {
        for (const Id& id : ids)
            act_on(id);
    } else {
        change_page(ids);
    }
    m_outcome.matched += static_cast<std::int64_t>(ids.size());
    return true;
}

void Bulk::act_on(const Id& id)
{
    try {
        attempt(m_state, [&] { run_action_on(m_transaction, m_object, *m_action, id, m_input); });
        ++m_outcome.changed;
    } catch (const Error& error) {
        fail(id, error);
    }
}

void Bulk::change_cells(Draft& draft)
{
    if (m_change.action == "delete" || m_change.action == "restore") {
        const bool to_bin = m_change.action == "delete";
        if (draft.before->is_in_bin() != to_bin)
            draft.after.cells[column_deleted_at] = to_bin ? Value(m_state.at) : Value(Null{});
        return;
    }
    if (draft.before->is_in_bin())
        draft.problems.push_back(
            {"", "state", say("save.object_is_in_bin", {{"object", as_label(m_object.label)}})});
    else
        read_fields(m_state, m_change.set, draft);
}

std::vector<Draft> Bulk::make_drafts(const std::vector<Id>& ids)
{
    const Verb verb = is_for_bin() ? Verb::remove : Verb::update;
    std::vector<Draft> drafts;
    drafts.reserve(ids.size());
    std::set<Id> missing(ids.begin(), ids.end());
    for (Loaded& loaded : load_rows(m_state, m_object, ids, verb, true)) {
        missing.erase(loaded.record.id());
        Draft draft = make_draft(std::move(loaded.record));
        if (loaded.may_write)
            change_cells(draft);
        else
            draft.problems.push_back({"", "forbidden", say("save.your_role_does_not_let")});
        drafts.push_back(std::move(draft));
    }
    for (const Id& id : missing)
        fail(id, {{"", "not_found",
                   say("common.no_such_object", {{"object", within(m_object.label)}})}});
    prepare_drafts(m_transaction, m_object, drafts);
    for (Draft& draft : drafts)
        if (!draft.is_good())
            fail(draft.after.id(), draft.problems);
    return drafts;
}

void Bulk::change_page(const std::vector<Id>& ids)
{
    auto drafts = make_drafts(ids);
    std::int64_t changed = 0;
    try {
        attempt(m_state, [&] { changed = write_drafts(m_transaction, m_object, drafts); });
        m_outcome.changed += changed;
        return;
    } catch (const Error& error) {
        if (error.cause() == Cause::unavailable || error.cause() == Cause::broken)
            throw;
    }
    // Something that follows from one of them has failed: one by one, to find out which.
    for (const Draft& draft : drafts) {
        if (!draft.is_good() || !draft.is_changed)
            continue;
        const Id id = draft.after.id();
        try {
            attempt(m_state, [&] {
                auto alone = make_drafts({id});
                if (alone.empty() || !alone[0].is_good())
                    return; // told of already
                changed = write_drafts(m_transaction, m_object, alone);
            });
            m_outcome.changed += std::exchange(changed, 0);
        } catch (const Error& error) {
            fail(id, error);
        }
    }
}

void Bulk::fail(const Id& id, std::vector<Problem> problems)
{
    if (m_outcome.failed.size() < most_failures)
        m_outcome.failed.push_back({id, std::move(problems)});
}

void Bulk::fail(const Id& id, const Error& error)
{
    if (error.cause() == Cause::unavailable || error.cause() == Cause::broken)
        throw error;
    auto problems = error.problems();
    if (problems.empty())
        problems.push_back({"", std::string(name_of(error.cause())), error.message()});
    fail(id, std::move(problems));
}

} // namespace

std::int64_t count_matches(Engine& engine, const Actor& actor, const Object& object,
                           const BulkChange& change, std::int64_t limit)
{
    check_change(change);
    if (!change.ids.empty())
        return std::min(static_cast<std::int64_t>(change.ids.size()), limit + 1);
    std::int64_t count = 0;
    const auto catalog = engine.catalog();
    engine.database().read([&](store::Connection& connection) {
        Sql sql = matching(*catalog, actor, catalog->load(object.name), change,
                           connection.dialect().is_postgres());
        sql.text.insert(0, "SELECT COUNT(*) FROM (SELECT t0.\"id\"");
        (sql += " LIMIT ").bind(limit + 1) += ") AS matches";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { count = row.integer(0); });
    });
    return count;
}

BulkOutcome run_bulk(Engine& engine, const Actor& actor, const Object& asked,
                     const BulkChange& change)
{
    check_change(change);
    const BulkChange ordered = in_order(change);
    BulkOutcome outcome;
    const ChangeSetOptions options{.label = label_of_action(engine, asked, ordered)};
    outcome.change_set = write_change_set(engine, actor, options, [&](Transaction& transaction) {
        outcome = {};
        Id after;
        Bulk bulk(transaction, transaction.catalog().load(asked.name), ordered, outcome);
        bulk.check();
        bulk.run_all(after);
    });
    return outcome;
}

Id start_bulk(Engine& engine, const Actor& actor, const Object& object, const BulkChange& change)
{
    check_change(change);
    // What no record takes is refused before any of it is kept.
    write_change_set(engine, actor, {}, [&](Transaction& transaction) {
        BulkOutcome none;
        Bulk(transaction, transaction.catalog().load(object.name), change, none).check();
    });
    return engine.part<LongWorks>().start(
        actor, {.kind = "bulk", .wish = wish_of(engine, object, change), .is_begun = true});
}

namespace {

// Only at the end is it known how many there were.
void label_whole(ChangeSetInParts& parts, const Object& object, const BulkChange& change)
{
    const std::string label =
        format_sentence(label_of_verb(change.action, counted(object, parts.records())));
    parts.run([&](Transaction& transaction) {
        transaction.connection().execute(R"(UPDATE "change_set" SET "label" = ? WHERE "id" = ?)",
                                         {label, parts.change_set()});
    });
}

Id run_long_bulk(LongRun& run)
{
    Engine& engine = run.engine();
    const auto catalog = engine.catalog();
    const Object& object = catalog->load(run.wish().text("object"));
    const BulkChange change = in_order(change_of(engine, object, run.wish()));
    // What he may not any more is left as it is, also where it goes on after an interruption.
    const Actor actor = run.is_resumed() ? run.actor_now() : run.actor();
    const std::int64_t total = count_matches(engine, actor, object, change, 10'000'000);
    const Sentence label = label_of_action(engine, object, change);
    ChangeSetInParts parts = parts_of(run, actor, {.label = label});
    BulkPlace place = BulkPlace::parse(run.place());
    for (bool has_more = true; has_more;) {
        BulkPlace next;
        parts.run([&](Transaction& transaction) {
            BulkOutcome part;
            next = place;
            const PartTime time(engine.database());
            Bulk bulk(transaction, transaction.catalog().load(object.name), change, part);
            bulk.check();
            has_more = bulk.run_some(next.after, [&] { return time.is_over(); });
            next.matched += part.matched;
            run.keep(transaction.connection(), next.format());
        });
        place = next;
        run.tell(place.matched, std::max(total, place.matched));
    }
    if (parts.records() > 1 && label.is_empty())
        label_whole(parts, object, change);
    return parts.finish();
}

} // namespace

Mechanism bulk_mechanism()
{
    return {.name = "bulk",
            .long_works = {{.kind = "bulk", .run = run_long_bulk, .must_be_whole = true}}};
}

} // namespace comity::record
