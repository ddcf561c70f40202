#pragma once
// What the workroom works with: the database, the catalog, the settings of the firm, who is who.
// One for the program; any thread may use it.

#include "record/access/actor.h"
#include "record/object/catalog.h"
#include "record/access/people.h"
#include "record/object/shelf.h"
#include "store/database.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace comity::record {

class KeptFigures;
class CatalogKeeper;
class Rules;
class Vocabulary;
class ShareCache;

// The firm's own settings, kept in the table `setting`.
struct Settings {
    std::string company;
    std::string currency = "EUR"; // base currency: what sums are in
    std::string zone = "UTC";
    std::string language = "en";
};

// What other parts of this server are told after a change set is durable.
struct Notice {
    Id change_set;                // nil: something may have been missed, read everything again
    bool has_definitions = false; // objects or fields are others now; `change_set` says nothing
};

class Engine {
public:
    // Opens nothing: takes an open database, brings its schema to the shelf's, reads what it
    // caches. `data_folder` is where uploads, files and snapshots live.
    // `is_read_only`: Error{unavailable} instead of a change when the schema is an older one.
    Engine(store::Database& database, Shelf shelf, std::string data_folder,
           bool is_read_only = false);
    ~Engine();

    store::Database& database() { return m_database; }
    const Shelf& shelf() const { return m_shelf; }
    const std::string& data_folder() const { return m_data_folder; }
    // The objects as they are now. Whoever holds on to an Object or a Field holds on to this: an
    // administrator's change puts another catalog in its place, and the old one goes with the last
    // who has it.
    std::shared_ptr<const Catalog> catalog() const;
    // Custom objects and fields as the tables say: tables grow, the catalog is exchanged, and what
    // was kept of the old one is forgotten. Called by save; see record/shape/keeper.h.
    CatalogKeeper& keeper() { return *m_keeper; }
    void exchange_catalog(std::shared_ptr<const Catalog> catalog);
    Settings settings() const;
    void change_settings(const Actor& actor, const Settings& settings);

    // Roles, teams and users as they are now; cheap (cached until one of them changes).
    // Error{unauthenticated} when there is no such user or when it is in the bin.
    Actor actor_for(const Id& user, Origin origin);
    // With what is shared with that person and, where the person has none, the firm's zone and
    // language.
    Actor completed(Actor actor);
    std::shared_ptr<const People> people();
    // What administrators have laid down, cached in the same way; read by this connection when it
    // is not known, and kept unless what it sees may yet be taken back.
    std::shared_ptr<const Rules> rules(store::Connection& connection, bool may_keep);
    // Forgets what is cached about people and definitions; called by save and by notices from other
    // servers.
    void forget_people();

    // Called by save once a change set is durable; tells the listeners here and on other servers'
    // notices.
    void tell(const Notice& notice);
    // Heard after each durable change set of any server. Set before work begins.
    void on_notice(std::function<void(const Notice&)> listener);

    // Figures over many records that were asked for before.
    KeptFigures& kept_figures() { return *m_kept_figures; }

    // The words that the search corrects typing errors by.
    Vocabulary& vocabulary() { return *m_vocabulary; }

    // This installation's id, which change sets carry as `node`.
    const Id& node() const { return m_node; }

private:
    store::Database& m_database;
    Shelf m_shelf;
    std::string m_data_folder;
    Id m_node;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Catalog> m_catalog;
    Settings m_settings;
    bool m_has_missed_settings = false; // others changed them and they could not be read
    std::vector<std::function<void(const Notice&)>> m_listeners;
    std::shared_ptr<const People> m_people;
    std::shared_ptr<const Rules> m_rules;
    std::uint64_t m_people_forgotten = 0; // times: what was read before is not kept after
    std::unique_ptr<ShareCache> m_shares;
    std::unique_ptr<KeptFigures> m_kept_figures;
    std::unique_ptr<Vocabulary> m_vocabulary;
    std::unique_ptr<CatalogKeeper> m_keeper; // last: its thread works with all of this

    void prepare_schema(bool is_read_only);
    void load_settings();
    void hear_settings(bool have_changed);
    void hear(std::string_view payload);
};

} // namespace comity::record
