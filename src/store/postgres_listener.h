#pragma once
// Notices of every server on a PostgreSQL database.

#include "store/database.h"
#include "store/postgres_link.h"

#include <functional>
#include <memory>
#include <string_view>
#include <thread>

namespace comity::store {

// Holds a connection and a thread of its own; when the connection is lost it comes back by itself
// and the listener hears "".
class PostgresListener {
public:
    using Listener = std::function<void(std::string_view)>;

    // Error{unavailable} when the first connection fails.
    PostgresListener(const Options& options, Listener listener);
    ~PostgresListener();
    PostgresListener(const PostgresListener&) = delete;
    PostgresListener& operator=(const PostgresListener&) = delete;

private:
    void run();
    void open();
    // False when it is time to stop.
    bool wait(int socket, int timeout_ms);
    void hand_over();

    const Options m_options;
    const Listener m_listener;
    std::unique_ptr<PostgresLink> m_link;
    int m_stop = -1; // an eventfd
    std::thread m_thread;
};

} // namespace comity::store
