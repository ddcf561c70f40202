#pragma once
// What the workroom works with: the database, the catalog, the settings of the firm, who is who,
// and what its mechanisms keep in memory. One for the program; any thread may use it.

#include "base/id.h"
#include "base/one_of_each.h"
#include "record/access/actor.h"
#include "record/object/shelf.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::store {
class Database;
}

namespace comity::record {

class Catalog;
class FirmSettings;
class KnownPeople;
class People;
struct Mechanism;
struct Settings;
struct Shelf;

// What other parts of this server are told after a change set is durable.
struct Notice {
    Id change_set;                // nil: something may have been missed, read everything again
    bool has_definitions = false; // objects or fields are others now; `change_set` says nothing
};

// Hears notices until it is destroyed; when its destructor returns, its function runs no more. Not
// to be destroyed by that function itself. Outlives the engine or not, as it likes.
class Listening {
public:
    Listening() = default;
    explicit Listening(std::function<void()> end) : m_end(std::move(end)) {}
    Listening(Listening&& other) noexcept : m_end(std::exchange(other.m_end, nullptr)) {}
    Listening& operator=(Listening&& other) noexcept
    {
        std::swap(m_end, other.m_end);
        return *this;
    }
    ~Listening()
    {
        if (m_end)
            m_end();
    }

private:
    std::function<void()> m_end;
};

class Engine {
public:
    // Opens nothing: takes an open database, brings its schema to what the shelf and the mechanisms
    // say, reads what it caches. `data_folder` is where uploads, files and snapshots live.
    // `is_read_only`: Error{unavailable} instead of a change when the schema is an older one.
    // Error{broken} when behaviours cannot run in the order they ask for (behaviour_order.h).
    Engine(store::Database& database, Shelf shelf, std::vector<Mechanism> mechanisms,
           std::string data_folder, bool is_read_only = false);
    ~Engine();

    store::Database& database() { return m_database; }
    // What is asked of the database from above, where nobody knows one.
    bool is_ready(); // answers within a second
    std::int64_t size_bytes();
    // Whether each question waits for another program's answer.
    bool is_remote() const;
    const Shelf& shelf() const { return *m_shelf; }
    const std::vector<Mechanism>& mechanisms() const { return m_mechanisms; }
    const std::string& data_folder() const { return m_data_folder; }
    bool is_read_only() const { return m_is_read_only; }
    // This installation's id, which change sets carry as `node`.
    const Id& node() const { return m_node; }

    // What a mechanism has made for itself and for those who know its type.
    template <class Part> Part& part() { return m_parts.get<Part>(); }
    template <class Part> Part* find_part() { return m_parts.find<Part>(); }

    // The objects as they are now. Whoever holds on to an Object or a Field holds on to this: an
    // administrator's change puts another catalog in its place, and the old one goes with the last
    // who has it.
    std::shared_ptr<const Catalog> catalog() const;
    // What mechanisms kept of the old one is forgotten.
    void exchange_catalog(std::shared_ptr<const Catalog> catalog);

    Settings settings() const;
    // Reads them again, for who has just written them; every server hears of it anyway.
    void load_settings();

    // Roles, teams and users as they are now; cheap (cached until one of them changes).
    // Error{unauthenticated} when there is no such user or when it is in the bin.
    Actor actor_for(const Id& user, Origin origin);
    // With what is shared with that person and, where the person has none, the firm's zone and
    // language.
    Actor completed(Actor actor);
    std::shared_ptr<const People> people();
    void forget_people();

    // Brings up to date what mechanisms keep of records of these objects; called by save once they
    // are durable, before the writer is answered. Sorted names.
    void follow(const std::vector<std::string>& objects);
    // To be sent to the database in the writing transaction, so that the other servers hear it.
    std::vector<std::string> notices_of(const std::vector<std::string>& objects) const;
    // Tells the listeners of this server.
    void tell(const Notice& notice);
    // Heard after each durable change set of any server, on a thread of the database's.
    [[nodiscard]] Listening on_notice(std::function<void(const Notice&)> listener);

private:
    struct Listeners;

    store::Database& m_database;
    const std::unique_ptr<const Shelf> m_shelf;
    const std::vector<Mechanism> m_mechanisms;
    const std::string m_data_folder;
    const bool m_is_read_only;
    Id m_node;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Catalog> m_catalog;
    std::unique_ptr<FirmSettings> m_settings;
    std::unique_ptr<KnownPeople> m_people;
    std::shared_ptr<Listeners> m_listeners;
    OneOfEach m_parts; // last: their threads work with all of this

    void hear(std::string_view payload);
    void hear_of(const Mechanism& mechanism);
};

} // namespace comity::record
