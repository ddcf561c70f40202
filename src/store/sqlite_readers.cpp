#include "store/sqlite_readers.h"

#include "base/error.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace comity::store {
namespace {

constexpr auto before_one_more = std::chrono::milliseconds(20);

// Of any database: a number that is not found in another one does no harm.
thread_local std::size_t last_number = 0;

std::size_t usual_number(const Options& options)
{
    if (options.readers > 0)
        return static_cast<std::size_t>(options.readers);
    return std::clamp<std::size_t>(2 * std::thread::hardware_concurrency(), 4, 16);
}

} // namespace

SqliteReaders::SqliteReaders(std::string path, const Options& options)
    : m_path(std::move(path)), m_options(options), m_usual(usual_number(options)),
      m_most(options.readers > 0 ? m_usual : std::max<std::size_t>(4 * m_usual, 32))
{
}

SqliteReaders::Loan SqliteReaders::lend()
{
    return {*this, borrow()};
}

SqliteReaders::Reader SqliteReaders::borrow()
{
    const auto start = std::chrono::steady_clock::now();
    const auto deadline = start + std::chrono::milliseconds(m_options.busy_timeout_ms);
    std::unique_lock lock(m_mutex);
    const auto is_idle = [this] { return !m_idle.empty(); };
    if (m_idle.empty() && m_open >= m_usual)
        m_returned.wait_until(lock, std::min(deadline, start + before_one_more), is_idle);
    if (m_idle.empty() && m_open < m_most)
        return open_one(lock);
    if (!m_returned.wait_until(lock, deadline, is_idle))
        throw Error(Cause::unavailable, "The database is busy with other questions.")
            .with_retry_after(1);
    for (std::size_t i = 0; i < m_idle.size(); ++i) {
        if (m_idle[i].number == last_number)
            return take_idle(i);
    }
    return take_idle(m_idle.size() - 1);
}

SqliteReaders::Reader SqliteReaders::take_idle(std::size_t position)
{
    const auto at = m_idle.begin() + static_cast<std::ptrdiff_t>(position);
    Reader reader = std::move(*at);
    m_idle.erase(at);
    last_number = reader.number;
    return reader;
}

// Opens it without holding the others up.
SqliteReaders::Reader SqliteReaders::open_one(std::unique_lock<std::mutex>& lock)
{
    ++m_open;
    Reader reader{nullptr, m_next_number++};
    lock.unlock();
    try {
        reader.connection =
            std::make_unique<SqliteConnection>(m_path, SqliteConnection::Role::reader, m_options);
    } catch (...) {
        lock.lock();
        --m_open;
        throw;
    }
    last_number = reader.number;
    return reader;
}

void SqliteReaders::take_back(Reader reader)
{
    {
        std::lock_guard lock(m_mutex);
        if (m_open <= m_usual || m_idle.empty())
            m_idle.push_back(std::move(reader));
        else
            --m_open; // one of those that were only needed for a while; closed below
    }
    m_returned.notify_one();
}

} // namespace comity::store
