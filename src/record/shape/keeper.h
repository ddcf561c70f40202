#pragma once
// Keeps the catalog as the definitions say, while people work: reads them after each change of one,
// lets the tables grow, and puts a new catalog in the engine's hands. Requests that began with the
// old one end with it.

#include "record/engine.h"
#include "record/mechanism.h"
#include "record/shape/definition.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace comity::record {

class CatalogKeeper {
public:
    // Reads the definitions at once; what is left to do goes on in the background. A keeper that
    // may only read leaves the tables as they are.
    explicit CatalogKeeper(Engine& engine);
    ~CatalogKeeper();

    // Once it returns, this server works by the definitions that are durable. Error{unavailable}
    // when a table could not be changed for seconds because somebody held it: the definition is
    // kept, and it is tried again in the background. Any thread, never inside a write.
    void refresh();
    // Has another server changed a definition? Looked at soon, on the keeper's own thread, and then
    // told to whoever listens to the engine.
    void wake();

private:
    Engine& m_engine;
    std::mutex m_refreshing; // one at a time
    std::string m_fingerprint;

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_is_awake = false;
    std::deque<store::IndexToBuild> m_indexes;
    std::optional<std::chrono::steady_clock::time_point> m_waits_since; // the first of these
    std::jthread m_thread; // last: works with all of this

    void grow(const Catalog& before, const Catalog& after);
    std::vector<store::Table> differing_tables(const Catalog& before, const Catalog& after,
                                               std::string& views) const;
    void work(std::stop_token stop);
    void refresh_and_tell();
    bool may_build(const std::stop_token& stop);
    void build_next();
};

// Follows the definitions of custom objects and fields.
Mechanism shape_mechanism();

} // namespace comity::record
