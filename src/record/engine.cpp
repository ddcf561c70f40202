#include "record/engine.h"

#include "base/error.h"
#include "record/access/people.h"
#include "record/known_people.h"
#include "record/mechanism.h"
#include "record/object/behaviour_order.h"
#include "record/object/catalog.h"
#include "record/object/label.h"
#include "record/object/shelf.h"
#include "record/schema.h"
#include "record/settings.h"
#include "store/database.h"

#include <algorithm>
#include <list>
#include <shared_mutex>

namespace comity::record {
namespace {

constexpr std::string_view follow_mark = "follow ";

// Names are compared with plurals before a catalog has completed the descriptions; behaviours stand
// in the order in which they run.
Shelf taken_up(Shelf shelf)
{
    for (Object& object : shelf.objects)
        if (object.plural.empty())
            object.plural = plural_from(object.name);
    shelf.behaviours = in_order(std::move(shelf.behaviours));
    return shelf;
}

bool is_concerned(const Mechanism& mechanism, const std::vector<std::string>& objects)
{
    return std::ranges::any_of(mechanism.follows, [&](const std::string& name) {
        return std::ranges::binary_search(objects, name);
    });
}

} // namespace

// Shared with who listens, so that either may end first. Held while listeners run: who ends waits
// for them.
struct Engine::Listeners {
    std::shared_mutex mutex;
    std::list<std::function<void(const Notice&)>> functions;
};

Engine::Engine(store::Database& database, Shelf shelf, std::vector<Mechanism> mechanisms,
               std::string data_folder, bool is_read_only)
    : m_database(database), m_shelf(std::make_unique<const Shelf>(taken_up(std::move(shelf)))),
      m_mechanisms(std::move(mechanisms)), m_data_folder(std::move(data_folder)),
      m_is_read_only(is_read_only), m_catalog(std::make_shared<Catalog>(m_shelf->objects)),
      m_settings(std::make_unique<FirmSettings>(database)),
      m_people(std::make_unique<KnownPeople>(database)), m_listeners(std::make_shared<Listeners>())
{
    prepare_schema(database, *m_catalog, m_mechanisms, m_data_folder, is_read_only);
    m_settings->load();
    m_database.read([&](store::Connection& connection) {
        m_node = parse_id(find_setting(connection, "node").value_or("")).value_or(Id{});
    });
    for (const Mechanism& mechanism : m_mechanisms)
        if (mechanism.begin)
            mechanism.begin(*this, m_parts);
    m_database.listen([this](std::string_view payload) { hear(payload); });
}

Engine::~Engine()
{
    m_database.listen(nullptr);
    m_parts.clear(); // their threads work with the rest
}

bool Engine::is_ready()
{
    return m_database.is_ready();
}

std::int64_t Engine::size_bytes()
{
    return m_database.size_bytes();
}

bool Engine::is_remote() const
{
    return m_database.dialect().is_postgres();
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
    for (const Mechanism& mechanism : m_mechanisms)
        if (mechanism.forget_catalog)
            mechanism.forget_catalog(*this);
}

Settings Engine::settings() const
{
    return m_settings->now();
}

void Engine::load_settings()
{
    m_settings->load();
}

std::shared_ptr<const People> Engine::people()
{
    return m_people->everybody();
}

Actor Engine::actor_for(const Id& user, Origin origin)
{
    auto actor = people()->actor_for(user, origin);
    if (!actor)
        throw Error(Cause::unauthenticated, say("save.this_account_does_not_exist"));
    return completed(*std::move(actor));
}

Actor Engine::completed(Actor actor)
{
    if (catalog()->find("share"))
        actor.shares = m_people->shares_of(actor);
    const auto [people, person] = m_people->find_known(actor.user);
    if (!person || (!person->zone.empty() && !person->language.empty()))
        return actor;
    const Settings settings = m_settings->now();
    if (person->zone.empty())
        actor.zone = settings.zone;
    if (person->language.empty())
        actor.language = settings.language;
    return actor;
}

void Engine::forget_people()
{
    m_people->forget();
}

void Engine::follow(const std::vector<std::string>& objects)
{
    for (const Mechanism& mechanism : m_mechanisms)
        if (is_concerned(mechanism, objects))
            mechanism.follow(*this);
}

std::vector<std::string> Engine::notices_of(const std::vector<std::string>& objects) const
{
    std::vector<std::string> notices;
    for (const Mechanism& mechanism : m_mechanisms)
        if (is_concerned(mechanism, objects))
            notices.push_back(std::string(follow_mark) + mechanism.name);
    return notices;
}

Listening Engine::on_notice(std::function<void(const Notice&)> listener)
{
    std::unique_lock lock(m_listeners->mutex);
    const auto place =
        m_listeners->functions.insert(m_listeners->functions.end(), std::move(listener));
    return Listening([listeners = m_listeners, place] {
        std::unique_lock lock(listeners->mutex);
        listeners->functions.erase(place);
    });
}

void Engine::tell(const Notice& notice)
{
    std::shared_lock lock(m_listeners->mutex);
    for (const auto& listener : m_listeners->functions)
        listener(notice);
}

void Engine::hear_of(const Mechanism& mechanism)
{
    if (mechanism.hear)
        mechanism.hear(*this);
    else if (mechanism.follow)
        mechanism.follow(*this);
}

// On a thread of the database's own, after what it speaks of is durable, from this server or
// another. Nothing at all: something may have been missed.
void Engine::hear(std::string_view payload)
{
    m_settings->hear(payload == settings_notice || payload.empty());
    for (const Mechanism& mechanism : m_mechanisms)
        if (payload.empty() || (payload.starts_with(follow_mark) &&
                                payload.substr(follow_mark.size()) == mechanism.name))
            hear_of(mechanism);
    if (payload.empty())
        tell({});
    if (const auto change_set = parse_id(payload))
        tell({*change_set});
}

} // namespace comity::record
