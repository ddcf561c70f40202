#pragma once
// Keeps the catalog as the definitions say, while people work: reads them after each change of one,
// lets the tables grow, and puts a new catalog in the engine's hands. Requests that began with the
// old one end with it.

#include "record/engine.h"
#include "record/mechanism.h"
#include "record/shape/definition.h"

#include <chrono>
#include <deque>
#include <mutex>
#include <optional>

namespace comity::record {

class CatalogKeeper {
public:
    // Reads the definitions at once; what is left to do is done by its chores. A keeper that may
    // only read leaves the tables as they are.
    explicit CatalogKeeper(Engine& engine);

    // Once it returns, this server works by the definitions that are durable. Error{unavailable}
    // when a table could not be changed for seconds because somebody held it: the definition is
    // kept, and it is tried again in the background. Any thread, never inside a write.
    void refresh();
    // Has another server changed a definition? Looked at soon by catch_up().
    void wake();
    // refresh() when somebody has called wake(), and whoever listens to the engine is told.
    void catch_up();
    // To be held by whoever changes definitions, one at a time: a name is not given anew while its
    // old values are being cleared away.
    [[nodiscard]] std::unique_lock<std::mutex> hold_definitions()
    {
        return std::unique_lock(m_changing);
    }
    // Builds one of the indexes that are left, unless somebody would have to wait for it. Returns
    // how long to wait before the next try; nothing when none is left.
    std::optional<std::chrono::milliseconds> build_index();

private:
    Engine& m_engine;
    std::mutex m_changing;   // taken first
    std::mutex m_refreshing; // one at a time
    std::string m_fingerprint;

    std::mutex m_mutex;
    bool m_is_awake = false;
    std::deque<store::IndexToBuild> m_indexes;
    std::optional<std::chrono::steady_clock::time_point> m_waits_since; // the first of these

    void grow(const Catalog& before, const Catalog& after);
    std::vector<store::Table> differing_tables(const Catalog& before, const Catalog& after,
                                               std::string& views) const;
    bool may_build(const std::string& table);
    void build(const store::IndexToBuild& index);
};

// Follows the definitions of custom objects and fields.
Mechanism shape_mechanism();

} // namespace comity::record
