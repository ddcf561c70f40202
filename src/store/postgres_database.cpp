#include "store/postgres_database.h"

#include "base/error.h"
#include "store/inside_write.h"
#include "store/pool.h"
#include "store/postgres_connection.h"
#include "store/postgres_dialect.h"
#include "store/postgres_index.h"
#include "store/postgres_listener.h"
#include "store/warn.h"

#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

namespace comity::store {
namespace {

constexpr int most_tries = 6;

using Connections = Pool<PostgresConnection>;

Connections::Bounds pool_bounds_of(const Options& options)
{
    const auto most = options.readers > 0
                          ? static_cast<std::size_t>(options.readers)
                          : std::clamp<std::size_t>(4 * std::thread::hardware_concurrency(), 8, 32);
    return {most, most, std::chrono::milliseconds(options.busy_timeout_ms)};
}

// Those who met each other should not meet again at once.
void pause_before(int attempt)
{
    thread_local std::minstd_rand random(std::random_device{}());
    const int longest_us = 1'000 << attempt;
    std::this_thread::sleep_for(std::chrono::microseconds(
        std::uniform_int_distribution(longest_us / 4, longest_us)(random)));
}

class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(const Options& options)
        : m_options(options), m_connections(
                                  pool_bounds_of(options), [this] { return connect(); },
                                  [](PostgresConnection& each) { return each.is_fit(); })
    {
        m_connections.lend(); // tells at once when it cannot be reached, and why
        m_was_reached = true;
    }

    void read(FunctionRef<void(Connection&)> work) override
    {
        InsideWrite::refuse();
        const auto connection = m_connections.lend();
        connection->begin_read();
        try {
            work(*connection);
        } catch (...) {
            connection->roll_back();
            throw;
        }
        connection->roll_back();
    }

    void write(FunctionRef<void(Connection&)> work) override
    {
        InsideWrite::refuse();
        if (m_options.read_only)
            throw Error(Cause::unavailable, say("store.opened_to_read"));
        for (int attempt = 1; !try_to_write(work, attempt == most_tries); ++attempt)
            pause_before(attempt);
    }

    void build_index(const Table& table, const Index& index) override
    {
        if (m_options.read_only)
            throw Error(Cause::unavailable, say("store.opened_to_read"));
        PostgresLink link(m_options);
        build_concurrently(link, table, index);
    }

    void listen(std::function<void(std::string_view)> listener) override
    {
        if (!listener)
            return m_listener.reset();
        CHECK(!m_listener);
        m_listener = std::make_unique<PostgresListener>(m_options, std::move(listener));
    }

    void snapshot(const std::string&) override {}

    const Dialect& dialect() const override { return postgres_dialect(); }

    bool is_ready() override
    {
        try {
            const auto connection = m_connections.lend(std::chrono::milliseconds(500));
            connection->begin_read();
            connection->set_patience(std::chrono::milliseconds(500));
            connection->query({"SELECT 1", {}}, [](const Row&) {});
            connection->roll_back();
            return true;
        } catch (const Error&) {
            return false;
        }
    }

    std::int64_t size_bytes() override
    {
        std::int64_t size = 0;
        read([&](Connection& connection) {
            connection.query({"SELECT pg_database_size(current_database())", {}},
                             [&](const Row& row) { size = row.integer(0); });
        });
        return size;
    }

private:
    std::unique_ptr<PostgresConnection> connect()
    {
        try {
            return std::make_unique<PostgresConnection>(m_options);
        } catch (const Error& error) {
            if (!m_was_reached)
                throw;
            // Whoever asks for a page need not hear the names of hosts.
            warn_now_and_then(error.message());
            throw Error(Cause::unavailable, say("store.unreachable")).with_retry_after(2);
        }
    }

    // False when it has to be tried again.
    bool try_to_write(FunctionRef<void(Connection&)> work, bool is_last)
    {
        const auto connection = m_connections.lend();
        connection->begin_write();
        try {
            const InsideWrite inside;
            work(*connection);
            connection->commit();
            return true;
        } catch (...) {
            connection->roll_back();
            if (is_last || !connection->may_pass_again())
                throw;
            return false;
        }
    }

    const Options m_options;
    std::atomic<bool> m_was_reached = false;
    Connections m_connections;
    std::unique_ptr<PostgresListener> m_listener;
};

} // namespace

std::unique_ptr<Database> open_postgres(const Options& options)
{
    return std::make_unique<PostgresDatabase>(options);
}

} // namespace comity::store
