#include "record/shape/keeper.h"

#include "base/error.h"
#include "base/log.h"
#include "base/words/tongue.h"
#include "record/object/annex.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/work/chores.h"
#include "store/awaited.h"
#include "store/database.h"

#include <algorithm>
#include <chrono>

namespace comity::record {
namespace {

constexpr int most_tries_to_grow = 60; // of 50 ms and a pause: about eight seconds
constexpr auto pause_between_tries = std::chrono::milliseconds(80);

// While SQLite builds an index writers wait, a second for a million rows: that is done when nobody
// has written for a while, or at last when that never comes.
constexpr std::int64_t few_rows_to_index = 50'000; // indexed within some 50 ms
constexpr auto rest = std::chrono::seconds(2);
constexpr auto look_for_rest_every = std::chrono::milliseconds(500);
constexpr auto longest_wait = std::chrono::hours(12);

bool same_table(const store::Table& a, const store::Table& b)
{
    const auto same_column = [](const store::Column& x, const store::Column& y) {
        return x.name == y.name && x.type == y.type;
    };
    const auto same_index = [](const store::Index& x, const store::Index& y) {
        return x.columns == y.columns && x.unique == y.unique && x.where == y.where;
    };
    return std::ranges::equal(a.columns, b.columns, same_column) &&
           std::ranges::equal(a.indexes, b.indexes, same_index);
}

const store::Table* find_table(const std::vector<store::Table>& tables, const std::string& name)
{
    const auto found = std::ranges::find(tables, name, &store::Table::name);
    return found == tables.end() ? nullptr : &*found;
}

bool has_few_rows(store::Database& database, const std::string& table)
{
    std::int64_t rows = 0;
    database.read([&](store::Connection& connection) {
        connection.query(
            {"SELECT count(*) FROM (SELECT 1 FROM " + store::quote(table) + " LIMIT ?) r",
             {few_rows_to_index + 1}},
            [&](const store::Row& row) { rows = row.integer(0); });
    });
    return rows <= few_rows_to_index;
}

// When somebody runs them; otherwise they look by themselves once somebody does.
void wake_chore(Engine& engine, std::string_view name)
{
    if (Chores* chores = engine.find_part<Chores>())
        chores->wake(name);
}

// A lock that was not had in time passes; anything else does not.
bool may_pass(const Error& error)
{
    return error.cause() == Cause::unavailable || error.cause() == Cause::conflict;
}

} // namespace

CatalogKeeper::CatalogKeeper(Engine& engine) : m_engine(engine)
{
    try {
        refresh();
    } catch (const Error& error) {
        // What was said must never keep a firm from its records.
        log_error("custom objects and fields are not there yet: " + error.message());
        wake();
    }
}

void CatalogKeeper::refresh()
{
    std::lock_guard lock(m_refreshing);
    const std::vector<Object>& shelf = m_engine.shelf().objects;
    Definitions definitions;
    m_engine.database().read(
        [&](store::Connection& connection) { definitions = load_definitions(connection, shelf); });
    if (definitions.fingerprint == m_fingerprint)
        return;
    std::vector<LeftOutDefinition> left_out;
    const auto catalog = std::make_shared<const Catalog>(shaped(shelf, definitions, left_out));
    for (const auto& [what, why] : left_out)
        log_warning("a custom definition is left out: " + what + ": " + in_english(why));
    if (!m_engine.is_read_only())
        grow(*m_engine.catalog(), *catalog);
    m_engine.exchange_catalog(catalog);
    m_fingerprint = definitions.fingerprint;
}

std::vector<store::Table> CatalogKeeper::differing_tables(const Catalog& before,
                                                          const Catalog& after,
                                                          std::string& views) const
{
    std::vector<store::Table> differing;
    for (const Object& object : after.objects()) {
        const Object* was = before.find(object.name);
        const auto old_tables = was ? Catalog::tables_of(*was) : std::vector<store::Table>{};
        bool is_other = !was || was->annexes != object.annexes;
        for (store::Table& table : Catalog::tables_of(object)) {
            const store::Table* old = find_table(old_tables, table.name);
            if (old && same_table(*old, table))
                continue;
            differing.push_back(std::move(table));
            is_other = true;
        }
        if (is_other && (object.annexes > 0 || (was && was->annexes > 0)))
            views += views_sql(object);
    }
    return differing;
}

void CatalogKeeper::grow(const Catalog& before, const Catalog& after)
{
    std::string views;
    const auto tables = differing_tables(before, after, views);
    if (tables.empty())
        return;
    store::Growth growth;
    for (int tried = 1;; ++tried) {
        try {
            m_engine.database().write([&](store::Connection& connection) {
                growth = store::grow_tables(connection, tables);
                if (!views.empty())
                    connection.execute_script(views);
            });
            break;
        } catch (const Error& error) {
            if (!may_pass(error) || tried == most_tries_to_grow) {
                wake(); // and try again by itself
                throw Error(Cause::unavailable, say("shape.change_is_kept_but_table"));
            }
        }
        std::this_thread::sleep_for(pause_between_tries);
    }
    {
        std::lock_guard lock(m_mutex);
        for (store::IndexToBuild& index : growth.later)
            m_indexes.push_back(std::move(index));
    }
    wake_chore(m_engine, "build_indexes");
}

void CatalogKeeper::wake()
{
    {
        std::lock_guard lock(m_mutex);
        m_is_awake = true;
    }
    wake_chore(m_engine, "follow_definitions");
}

void CatalogKeeper::catch_up()
{
    {
        std::lock_guard lock(m_mutex);
        if (!std::exchange(m_is_awake, false))
            return;
    }
    try {
        refresh();
    } catch (...) {
        std::lock_guard lock(m_mutex);
        m_is_awake = true;
        throw;
    }
    Notice notice;
    notice.has_definitions = true;
    m_engine.tell(notice);
}

// Not while somebody would have to wait for it.
bool CatalogKeeper::may_build(const std::string& table)
{
    using Clock = std::chrono::steady_clock;
    Clock::time_point waits_since;
    {
        std::lock_guard lock(m_mutex);
        if (!m_waits_since)
            m_waits_since = Clock::now();
        waits_since = *m_waits_since;
    }
    store::Database& database = m_engine.database();
    return store::quiet_for(database) >= rest || Clock::now() - waits_since > longest_wait ||
           has_few_rows(database, table);
}

std::optional<std::chrono::milliseconds> CatalogKeeper::build_index()
{
    store::IndexToBuild index;
    {
        std::lock_guard lock(m_mutex);
        if (m_indexes.empty())
            return std::nullopt;
        index = m_indexes.front();
    }
    if (!may_build(index.table.name))
        return look_for_rest_every;
    {
        std::lock_guard lock(m_mutex);
        m_indexes.pop_front();
        m_waits_since.reset();
    }
    build(index);
    return std::chrono::milliseconds(0);
}

// One that cannot be built now (another server is building) goes to the end of the queue; one whose
// rows are not unique is given up: the field works without it.
void CatalogKeeper::build(const store::IndexToBuild& index)
{
    try {
        m_engine.database().build_index(index.table, index.index);
    } catch (const Error& error) {
        const bool is_broken = error.cause() == Cause::broken ||
                               (!error.problems().empty() && error.problems()[0].rule == "unique");
        log_warning("the index " + store::index_name(index.table, index.index) +
                    " could not be built: " + error.message());
        if (is_broken)
            return;
        std::lock_guard lock(m_mutex);
        m_indexes.push_back(index);
        throw;
    }
}

Mechanism shape_mechanism()
{
    return {.name = "shape",
            .begin = [](Engine& engine, OneOfEach& parts) { parts.make<CatalogKeeper>(engine); },
            .follows = {"custom_field", "custom_object"},
            .follow = [](Engine& engine) { engine.part<CatalogKeeper>().refresh(); },
            .hear = [](Engine& engine) { engine.part<CatalogKeeper>().wake(); },
            .chores = {{.name = "follow_definitions",
                        .label = "Follows own objects and fields that other servers have changed",
                        .on = Chore::On::each_server,
                        .every_s = 10,
                        .run = [](ChoreRun& run) { run.engine.part<CatalogKeeper>().catch_up(); }},
                       {.name = "build_indexes",
                        .label = "Builds indexes of new fields when nobody has to wait for it",
                        .on = Chore::On::each_server,
                        .every_s = 10,
                        .run = [](ChoreRun& run) {
                            run.next_in = run.engine.part<CatalogKeeper>().build_index();
                            run.has_more = run.next_in.has_value();
                        }}}};
}

} // namespace comity::record
