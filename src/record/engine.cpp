#include "record/engine.h"

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "base/secret.h"
#include "record/history/changes.h"
#include "record/object/derived_index.h"
#include "record/duplicates/entries.h"
#include "record/save/idempotency.h"
#include "record/sign_in/identity.h"
#include "exchange/import.h"
#include "record/figures/kept_figures.h"
#include "record/object/label.h"
#include "record/log/chain.h"
#include "record/parts/long_write.h"
#include "record/work/outbox.h"
#include "record/log/person_keys.h"
#include "exchange/round_trip.h"
#include "record/rules/rules.h"
#include "record/search/index.h"
#include "record/shape/keeper.h"
#include "record/access/shares.h"
#include "record/history/timeline.h"
#include "record/search/vocabulary.h"

#include <filesystem>

namespace comity::record {
namespace {

// Raised when a released program could not work with the schema of an older one any more.
constexpr int schema_generation = 1;

store::Table setting_table()
{
    store::Table table;
    table.name = "setting";
    table.columns = {{"name", store::Type::text, true}, {"value", store::Type::text}};
    table.primary_key = {"name"};
    return table;
}

void append(std::vector<store::Table>& tables, std::vector<store::Table> more)
{
    tables.insert(tables.end(), more.begin(), more.end());
}

std::vector<store::Table> all_tables(const Catalog& catalog)
{
    std::vector<store::Table> tables = {setting_table()};
    append(tables, change_tables());
    append(tables, log_chain_tables());
    append(tables, person_key_tables());
    append(tables, search_tables());
    append(tables, outbox_tables());
    append(tables, job_tables());
    append(tables, import_tables());
    append(tables, round_trip_tables());
    append(tables, long_write_tables());
    append(tables, identity_tables());
    append(tables, idempotency_tables());
    append(tables, match_tables());
    for (const Object& object : catalog.objects()) {
        auto its = Catalog::tables_of(object);
        widen_for_roll_ups(catalog, object, its.front());
        append(tables, std::move(its));
    }
    return tables;
}

// Changes when any table, column or index does, and with the program's own SQL beside them.
std::string digest_of(const std::vector<store::Table>& tables, const std::string& more_sql)
{
    std::string text = "generation " + std::to_string(schema_generation) + more_sql;
    for (const store::Table& table : tables) {
        text += "\n" + table.name + " " + table.counter;
        for (const store::Column& column : table.columns)
            text += "," + column.name + std::to_string(static_cast<int>(column.type));
        for (const store::Index& index : table.indexes) {
            text += index.unique ? ";unique" : ";index";
            for (const std::string& column : index.columns)
                text += " " + column;
            text += index.where;
        }
    }
    return sha256_hex(text);
}

std::optional<std::string> find_setting(store::Connection& connection, std::string_view name)
{
    std::optional<std::string> value;
    connection.query({R"(SELECT "value" FROM "setting" WHERE "name" = ?)", {std::string(name)}},
                     [&](const store::Row& row) { value = std::string(row.text(0)); });
    return value;
}

void put_setting(store::Connection& connection, std::string_view name, std::string value)
{
    connection.execute(R"(INSERT INTO "setting" ("name", "value") VALUES (?, ?)
                          ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value")",
                       {std::string(name), std::move(value)});
}

// Names are compared with plurals before a catalog has completed the descriptions.
Shelf with_plurals(Shelf shelf)
{
    for (Object& object : shelf.objects)
        if (object.plural.empty())
            object.plural = plural_from(object.name);
    return shelf;
}

} // namespace

Engine::Engine(store::Database& database, Shelf shelf, std::string data_folder, bool is_read_only)
    : m_database(database), m_shelf(with_plurals(std::move(shelf))),
      m_data_folder(std::move(data_folder)), m_catalog(std::make_shared<Catalog>(m_shelf.objects)),
      m_shares(std::make_unique<ShareCache>()), m_kept_figures(std::make_unique<KeptFigures>()),
      m_vocabulary(std::make_unique<Vocabulary>())
{
    prepare_schema(is_read_only);
    load_settings();
    m_keeper = std::make_unique<CatalogKeeper>(*this, is_read_only);
    m_database.listen([this](std::string_view payload) { hear(payload); });
}

Engine::~Engine()
{
    m_database.listen(nullptr);
    m_keeper.reset(); // its thread works with the rest
}

void Engine::prepare_schema(bool is_read_only)
{
    const auto tables = all_tables(*m_catalog);
    const std::string more_indexes = timeline_indexes(*m_catalog) + share_indexes(*m_catalog);
    const std::string search = std::to_string(search_generation);
    const std::string digest = digest_of(tables, more_indexes + "search " + search);
    std::optional<std::string> before;
    int generation = schema_generation;
    m_database.read([&](store::Connection& connection) {
        if (!store::columns_of(connection, "setting"))
            return;
        before = find_setting(connection, "schema");
        generation = std::stoi(find_setting(connection, "schema_generation").value_or("1"));
    });
    if (generation > schema_generation)
        throw Error(Cause::unavailable,
                    "This database was written by a newer Comity; start that one instead. "
                    "Nothing was changed.");
    if (before == digest)
        return;
    if (is_read_only)
        throw Error(Cause::unavailable,
                    "This database is empty or of an older Comity; run `comity serve` on it once.");
    if (before && !m_database.dialect().is_postgres()) {
        // Forward only, and on a copy first: what was there can always be had back.
        const auto folder = std::filesystem::path(m_data_folder) / "snapshots";
        std::filesystem::create_directories(folder);
        const auto path = folder / ("before-" + format_id(make_id()) + ".db");
        m_database.snapshot(path.string());
        log_info("the database was copied to " + path.string() + " before its tables grow");
    }
    m_database.write([&](store::Connection& connection) {
        store::ensure_tables(connection, tables);
        if (find_setting(connection, "search") != search)
            rebuild_search(connection, *m_catalog);
        put_setting(connection, "search", search);
        connection.execute_script(more_indexes);
        put_setting(connection, "schema", digest);
        put_setting(connection, "schema_generation", std::to_string(schema_generation));
        if (!find_setting(connection, "node"))
            put_setting(connection, "node", format_id(make_id()));
    });
}

void Engine::load_settings()
{
    Id node;
    Settings settings;
    m_database.read([&](store::Connection& connection) {
        node = parse_id(find_setting(connection, "node").value_or("")).value_or(Id{});
        settings.company = find_setting(connection, "company").value_or("");
        settings.currency = find_setting(connection, "currency").value_or("EUR");
        settings.zone = find_setting(connection, "zone").value_or("UTC");
        settings.language = find_setting(connection, "language").value_or("en");
    });
    std::lock_guard lock(m_mutex);
    m_node = node;
    m_settings = std::move(settings);
    m_has_missed_settings = false;
}

// Nobody catches what a listener throws. What could not be read is read with the next notice.
void Engine::hear_settings(bool have_changed)
{
    {
        std::lock_guard lock(m_mutex);
        m_has_missed_settings = m_has_missed_settings || have_changed;
        if (!m_has_missed_settings)
            return;
    }
    try {
        load_settings();
    } catch (const Error& error) {
        log_warning("the settings could not be read again: " + error.message());
    }
}

std::shared_ptr<const Catalog> Engine::catalog() const
{
    std::lock_guard lock(m_mutex);
    return m_catalog;
}

void Engine::exchange_catalog(std::shared_ptr<const Catalog> catalog)
{
    {
        std::lock_guard lock(m_mutex);
        m_catalog.swap(catalog);
    }
    m_kept_figures->forget();
}

Settings Engine::settings() const
{
    std::lock_guard lock(m_mutex);
    return m_settings;
}

void Engine::change_settings(const Actor& actor, const Settings& settings)
{
    if (!actor.is_administrator())
        throw Error(Cause::forbidden, "Only administrators change the settings of the firm.");
    m_database.write([&](store::Connection& connection) {
        put_setting(connection, "company", settings.company);
        put_setting(connection, "currency", settings.currency);
        put_setting(connection, "zone", settings.zone);
        put_setting(connection, "language", settings.language);
        connection.notify("settings");
    });
    std::lock_guard lock(m_mutex);
    m_settings = settings;
}

std::shared_ptr<const People> Engine::people()
{
    std::uint64_t forgotten = 0;
    {
        std::lock_guard lock(m_mutex);
        if (m_people)
            return m_people;
        forgotten = m_people_forgotten;
    }
    auto people = People::load(m_database);
    std::lock_guard lock(m_mutex);
    if (forgotten != m_people_forgotten)
        return people; // right for who asked before; whoever asks next reads again
    if (!m_people)
        m_people = std::move(people);
    return m_people;
}

std::shared_ptr<const Rules> Engine::rules(store::Connection& connection, bool may_keep)
{
    {
        std::lock_guard lock(m_mutex);
        if (m_rules && m_rules->is_of(*m_catalog))
            return m_rules;
    }
    auto rules = Rules::load(connection, catalog());
    std::lock_guard lock(m_mutex);
    if (may_keep)
        m_rules = rules;
    return rules;
}

Actor Engine::actor_for(const Id& user, Origin origin)
{
    auto actor = people()->actor_for(user, origin);
    if (!actor)
        throw Error(Cause::unauthenticated, "This account does not exist any more.");
    return completed(*std::move(actor));
}

Actor Engine::completed(Actor actor)
{
    const auto catalog = this->catalog();
    if (catalog->find("share"))
        actor.shares = m_shares->of(m_database, actor);
    std::lock_guard lock(m_mutex);
    const Person* person = m_people ? m_people->find(actor.user) : nullptr;
    if (person && person->zone.empty())
        actor.zone = m_settings.zone;
    if (person && person->language.empty())
        actor.language = m_settings.language;
    return actor;
}

void Engine::forget_people()
{
    m_shares->forget();
    std::lock_guard lock(m_mutex);
    m_people = nullptr;
    m_rules = nullptr;
    ++m_people_forgotten;
}

void Engine::on_notice(std::function<void(const Notice&)> listener)
{
    std::lock_guard lock(m_mutex);
    m_listeners.push_back(std::move(listener));
}

void Engine::tell(const Notice& notice)
{
    std::vector<std::function<void(const Notice&)>> listeners;
    {
        std::lock_guard lock(m_mutex);
        listeners = m_listeners;
    }
    for (const auto& listener : listeners)
        listener(notice);
}

// On a thread of the database's own, after what it speaks of is durable, from this server or
// another.
void Engine::hear(std::string_view payload)
{
    hear_settings(payload == "settings" || payload.empty());
    if (payload == "people" || payload.empty())
        forget_people();
    if (payload == "definitions" || payload.empty())
        m_keeper->wake();
    if (payload.empty())
        tell({});
    if (const auto change_set = parse_id(payload))
        tell({*change_set});
}

} // namespace comity::record
