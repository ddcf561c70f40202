#pragma once
// What all threads of one server share: read-only after the start, but for what is atomic.

#include "http/router.h"
#include "http/server.h"
#include "http/workers.h"

#include <atomic>
#include <cstddef>
#include <string>

namespace comity::http {

struct Site {
    Site(Options given, Router routes)
        : options(std::move(given)), router(std::move(routes)), workers(options.limits.worker_queue)
    {
    }

    Options options;
    Router router;
    Workers workers;
    std::string spool_folder;
    std::atomic<std::size_t> connections{0};     // of all loops, and on their way to one
    std::atomic<std::uint64_t> memory_bodies{0}; // bytes of bodies held in memory
    std::atomic<bool> is_stopping{false};
};

} // namespace comity::http
