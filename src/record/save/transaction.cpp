// The frame around the steps: one change set, one database transaction, told to others once it is
// durable.

#include "record/save/state.h"

#include "base/error.h"
#include "base/log.h"
#include "record/figures/kept_figures.h"
#include "record/language/filter_condition.h"
#include "record/log/chain.h"
#include "record/object/catalog.h"
#include "record/settings.h"
#include "record/work/queue.h"
#include "store/database.h"

namespace comity::record {

Transaction::State::State(Engine& its_engine, const Actor& its_actor,
                          store::Connection& its_connection)
    : engine(its_engine), actor(its_actor), connection(its_connection),
      catalog(its_engine.catalog()), at(next_instant()), change_set(make_id())
{
    format.currency = engine.settings().currency;
    format.zone = actor.zone;
}

Engine& Transaction::engine()
{
    return m_state.engine;
}

const Catalog& Transaction::catalog() const
{
    return *m_state.catalog;
}

const Actor& Transaction::actor() const
{
    return m_state.actor;
}

store::Connection& Transaction::connection()
{
    send_waiting(m_state);
    return m_state.connection;
}

Instant Transaction::at() const
{
    return m_state.at;
}

const Id& Transaction::change_set() const
{
    return m_state.change_set;
}

void Transaction::as_program(const std::function<void()>& work)
{
    // Put back also when `work` throws: a bulk edit goes on with its next record.
    struct Restore {
        bool& flag;
        bool was;
        ~Restore() { flag = was; }
    } restore{m_state.is_program, m_state.is_program};
    m_state.is_program = true;
    work();
}

std::optional<Record> Transaction::find(const Object& object, const Id& id)
{
    auto loaded = load_rows(m_state, object, {&id, 1}, Verb::read, false);
    if (loaded.empty() || loaded[0].record.is_in_bin())
        return std::nullopt;
    return std::move(loaded[0].record);
}

Record Transaction::load(const Object& object, const Id& id)
{
    auto loaded = load_rows(m_state, object, {&id, 1}, Verb::read, true);
    if (loaded.empty() || loaded[0].record.is_in_bin())
        throw Error(Cause::not_found,
                    say("common.no_such_object", {{"object", within(object.label)}}));
    return std::move(loaded[0].record);
}

std::vector<Record> Transaction::find_all(const Object& object, std::string_view filter, int limit,
                                          std::optional<Id> after)
{
    CHECK(limit > 0 && limit <= 10'000);
    send_waiting(m_state);
    const auto shape = shape_of(m_state, object);
    const bool is_postgres = m_state.connection.dialect().is_postgres();
    Sql sql;
    sql += shape->select;
    sql += shape->from;
    sql += " WHERE t0.\"deleted_at\" IS NULL";
    if (after) {
        sql += " AND t0.\"id\" > ";
        sql.bind(*after);
    }
    if (!filter.empty()) {
        const FilterContext context{*m_state.catalog, m_state.actor, object, "t0", is_postgres};
        sql += " AND (";
        sql.append(compile_filter(parse_filter(filter), context));
        sql += ")";
    }
    if (!m_state.is_program)
        if (auto rights =
                access_predicate(*m_state.catalog, m_state.actor, object, Verb::read, "t0")) {
            sql += " AND (";
            sql.append(*rights);
            sql += ")";
        }
    sql += " ORDER BY t0.\"id\" LIMIT ";
    sql.bind(static_cast<std::int64_t>(limit));
    std::vector<Record> found;
    m_state.connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        found.push_back(read_row(object, *shape, row));
    });
    return found;
}

void Transaction::hold_all(const Object& object)
{
    send_waiting(m_state);
    if (m_state.connection.dialect().is_postgres()) // SQLite has one writer
        m_state.connection.execute("LOCK TABLE " + store::quote(Catalog::own_table_of(object)) +
                                   " IN SHARE ROW EXCLUSIVE MODE");
}

void Transaction::later(std::string behaviour, const Object& object, const Id& record, Json payload,
                        Instant not_before, std::string key)
{
    static const std::string sql =
        R"(INSERT INTO "outbox" ("id", "behaviour", "object", "record", "change_set", "payload",
           "not_before", "attempts", "state", "key") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
    if (key.empty())
        key = behaviour + " " + format_id(record);
    m_state.has_queued = true;
    m_state.waiting.push_back(
        {sql,
         {make_id(), std::move(behaviour), object.name, record, m_state.change_set,
          format_json(payload), std::max(not_before, m_state.at), std::int64_t{0},
          std::string("waiting"), std::move(key)}});
}

namespace {

// Heard by this server and the others once it is durable.
void announce(const Engine& engine, store::Connection& connection, const Id& change_set,
              const std::vector<std::string>& written)
{
    for (const std::string& notice : engine.notices_of(written))
        connection.notify(notice);
    connection.notify(format_id(change_set));
}

} // namespace

Id write_change_set(Engine& engine, const Actor& actor, const ChangeSetOptions& options,
                    const std::function<void(Transaction&)>& work)
{
    Id change_set;
    std::vector<std::string> written;
    bool has_queued = false;
    engine.database().write([&](store::Connection& connection) {
        // All that is remembered is made anew here: the database may run this again.
        SaveState state(engine, actor, connection);
        Transaction transaction(state);
        work(transaction);
        finish_log(state, options);
        change_set = state.records > 0 ? state.change_set : Id{};
        written.assign(state.written.begin(), state.written.end());
        has_queued = state.has_queued;
        if (state.records > 0)
            announce(engine, connection, change_set, written);
    });
    engine.follow(written); // before this answers, not when the notice comes round
    if (has_queued)
        engine.part<Queue>().wake();
    return change_set;
}

ChangeSetInParts::ChangeSetInParts(Engine& engine, const Actor& actor, ChangeSetOptions options)
    : m_engine(engine), m_actor(actor), m_options(std::move(options)), m_id(make_id()),
      m_at(next_instant())
{
}

ChangeSetInParts::ChangeSetInParts(Engine& engine, const Actor& actor, ChangeSetOptions options,
                                   const Id& begun)
    : ChangeSetInParts(engine, actor, std::move(options))
{
    m_id = begun;
    m_engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "at", "records" FROM "change_set" WHERE "id" = ?)", {m_id}},
                         [&](const store::Row& row) {
                             m_at = row.instant(0);
                             m_records = row.integer(1);
                         });
        connection.query(
            {R"(SELECT COALESCE(MAX("position") + 1, 0) FROM "change" WHERE "change_set" = ?)",
             {m_id}},
            [&](const store::Row& row) { m_position = row.integer(0); });
    });
}

void ChangeSetInParts::run(const std::function<void(Transaction&)>& work)
{
    std::int64_t records = 0;
    std::int64_t position = 0;
    std::vector<std::string> written;
    bool has_queued = false;
    const KeptFigures::Part part(m_engine.part<KeptFigures>());
    m_engine.database().write([&](store::Connection& connection) {
        SaveState state(m_engine, m_actor, connection);
        state.change_set = m_id;
        state.at = m_at;
        state.records = m_records;
        state.position = m_position;
        state.has_row = state.has_flushed = m_records > 0;
        Transaction transaction(state);
        work(transaction);
        finish_log(state, m_options);
        if (m_records == 0 && state.records > 0) // what writes nothing is never finished either
            open_for_parts(connection, m_id, m_at);
        if (m_hook)
            m_hook(connection);
        records = state.records;
        position = state.position;
        written.assign(state.written.begin(), state.written.end());
        has_queued = state.has_queued;
    });
    if (has_queued)
        m_engine.part<Queue>().wake();
    m_records = records;
    m_position = position;
    m_written.insert(written.begin(), written.end());
}

namespace {

constexpr std::int64_t many_records = 1'000;

// PostgreSQL plans by what it last counted. Until it counts again by itself, up to a minute later,
// it takes a table that was just filled for an empty one and sorts it whole for each page.
void refresh_statistics(store::Database& database)
{
    if (!database.dialect().is_postgres())
        return;
    try {
        database.write([](store::Connection& connection) { connection.execute_script("ANALYZE"); });
    } catch (const Error& error) {
        log_warning("the database could not count its rows afresh: " + error.message());
    }
}

} // namespace

Id ChangeSetInParts::finish()
{
    if (m_records == 0)
        return {};
    const std::vector<std::string> written(m_written.begin(), m_written.end());
    m_engine.database().write([&](store::Connection& connection) {
        close_after_parts(connection, m_id);
        announce(m_engine, connection, m_id, written);
    });
    m_engine.follow(written);
    if (m_records >= many_records)
        refresh_statistics(m_engine.database());
    return m_id;
}

} // namespace comity::record
