#include "store/sqlite_writer.h"

#include "base/error.h"
#include "base/log.h"
#include "store/inside_write.h"

#include <algorithm>
#include <chrono>

namespace comity::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_in_group = 64;
constexpr auto longest_group = std::chrono::milliseconds(5);
constexpr auto until_idle = std::chrono::seconds(2);
constexpr int pauses_until_rest = 5;

std::exception_ptr unavailable(const Sentence& message)
{
    return std::make_exception_ptr(Error(Cause::unavailable, message).with_retry_after(1));
}

} // namespace

SqliteWriter::Ticket::Ticket(FunctionRef<void(Connection&)> its_work) : work(its_work)
{
    thread_local const auto seat_of_thread = std::make_shared<Seat>();
    seat = seat_of_thread;
    seat->is_done = false;
}

SqliteWriter::SqliteWriter(std::string path, const Options& options, Notices& notices,
                           std::function<void()> on_rest)
    : m_path(std::move(path)), m_options(options), m_notices(notices),
      m_on_rest(std::move(on_rest)), m_connection(std::make_unique<SqliteConnection>(
                                         m_path, SqliteConnection::Role::writer, m_options)),
      m_thread([this] { loop(); })
{
}

SqliteWriter::~SqliteWriter()
{
    {
        std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_arrived.notify_one();
    m_thread.join();
}

void SqliteWriter::run(FunctionRef<void(Connection&)> work)
{
    Ticket ticket(work);
    Seat& seat = *ticket.seat;
    {
        std::lock_guard lock(m_mutex);
        m_waiting.push_back(&ticket);
    }
    m_arrived.notify_one();

    const auto patience = std::chrono::milliseconds(m_options.busy_timeout_ms);
    const auto is_done = [&] { return seat.is_done; };
    std::unique_lock lock(seat.mutex);
    if (!seat.changed.wait_for(lock, patience, is_done)) {
        lock.unlock();
        if (withdraw(ticket))
            throw Error(Cause::unavailable, say("store.busy_writing")).with_retry_after(1);
        lock.lock();
        seat.changed.wait(lock, is_done);
    }
    lock.unlock();
    if (ticket.failure)
        std::rethrow_exception(ticket.failure);
}

bool SqliteWriter::is_awaited()
{
    std::lock_guard lock(m_mutex);
    return m_has_group || !m_waiting.empty();
}

std::chrono::milliseconds SqliteWriter::quiet_for()
{
    std::lock_guard lock(m_mutex);
    if (m_is_working || !m_waiting.empty())
        return std::chrono::milliseconds(0);
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - m_last_end);
}

void SqliteWriter::set_working(bool is_working)
{
    std::lock_guard lock(m_mutex);
    m_is_working = is_working;
    m_last_end = Clock::now();
}

void SqliteWriter::set_has_group(bool has_group)
{
    std::lock_guard lock(m_mutex);
    m_has_group = has_group;
}

// False when it is being worked on already.
bool SqliteWriter::withdraw(Ticket& ticket)
{
    std::lock_guard lock(m_mutex);
    return std::erase(m_waiting, &ticket) != 0;
}

void SqliteWriter::loop()
{
    const InsideWrite inside;
    while (Ticket* const first = wait_for_one()) {
        set_working(true);
        run_group(first);
        set_working(false);
    }
}

SqliteWriter::Ticket* SqliteWriter::wait_for_one()
{
    std::unique_lock lock(m_mutex);
    const auto ready = [this] { return m_stopping || !m_waiting.empty(); };
    for (int pauses = 1; !m_arrived.wait_for(lock, until_idle, ready); ++pauses) {
        lock.unlock();
        rest(pauses);
        lock.lock();
    }
    if (m_waiting.empty())
        return nullptr;
    Ticket* const ticket = m_waiting.front();
    m_waiting.pop_front();
    return ticket;
}

void SqliteWriter::rest(int pauses)
{
    if (!m_is_broken)
        m_checkpoints.at_idle(*m_connection);
    if (pauses % pauses_until_rest != 0)
        return;
    // Memory that a busy time has filled goes back to others.
    if (pauses == pauses_until_rest)
        sqlite3_db_release_memory(m_connection->raw());
    m_on_rest();
}

SqliteWriter::Ticket* SqliteWriter::take()
{
    std::lock_guard lock(m_mutex);
    if (m_waiting.empty())
        return nullptr;
    Ticket* const ticket = m_waiting.front();
    m_waiting.pop_front();
    return ticket;
}

void SqliteWriter::run_group(Ticket* first)
{
    try {
        begin();
    } catch (const Error&) {
        first->failure = std::current_exception();
    }
    if (first->failure)
        return finish(*first);

    Group group;
    const auto deadline = Clock::now() + longest_group;
    for (Ticket* ticket = first; ticket; ticket = take()) {
        const bool is_second_try = ticket->tries > 0;
        set_has_group(!group.empty());
        run_in_savepoint(*ticket);
        if (!ticket->failure) {
            group.push_back(ticket);
        } else {
            const bool lives = roll_back_to_savepoint();
            finish(*ticket);
            // The failure of one took the transaction with it (a full disk, a time limit): the
            // others had no part in that and run again.
            if (!lives)
                return give_back(group);
        }
        // One that runs again is committed alone, so that it fails for its own reasons only.
        if (is_second_try || group.size() >= most_in_group || Clock::now() >= deadline)
            break;
    }
    commit(group);
}

void SqliteWriter::begin()
{
    reopen_if_broken();
    try {
        m_connection->run("BEGIN IMMEDIATE");
    } catch (const Error&) {
        // It may have been opened while the file was read-only, and would stay so for ever.
        m_is_broken = true;
        throw;
    }
}

void SqliteWriter::run_in_savepoint(Ticket& ticket)
{
    ++ticket.tries;
    ticket.failure = nullptr;
    try {
        m_connection->start_afresh();
        m_connection->run("SAVEPOINT work");
        ticket.work(*m_connection);
        m_connection->commit_hook();
        m_connection->run("RELEASE work");
        ticket.notices = m_connection->notices();
    } catch (...) {
        ticket.failure = std::current_exception();
    }
}

bool SqliteWriter::roll_back_to_savepoint()
{
    if (!m_connection->is_in_transaction())
        return false;
    try {
        m_connection->run("ROLLBACK TO work");
        m_connection->run("RELEASE work");
        return true;
    } catch (const Error& error) {
        log_warning("sqlite: a change could not be taken back alone: " + error.message());
        abandon();
        return false;
    }
}

void SqliteWriter::commit(const Group& group)
{
    Sentence failure;
    try {
        m_connection->run("COMMIT");
    } catch (const Error& error) {
        failure = error.sentence();
        abandon();
    }
    for (Ticket* const ticket : group) {
        // Whatever went wrong, nobody is told that it is saved.
        if (!failure.is_empty())
            ticket->failure = unavailable(failure);
        else
            m_notices.publish(std::move(ticket->notices));
        finish(*ticket);
    }
    if (failure.is_empty())
        m_checkpoints.after_group(*m_connection);
}

void SqliteWriter::abandon()
{
    if (m_connection->is_in_transaction())
        sqlite3_exec(m_connection->raw(), "ROLLBACK", nullptr, nullptr, nullptr);
    m_is_broken = true;
}

// To the front, in their order.
void SqliteWriter::give_back(const Group& group)
{
    std::lock_guard lock(m_mutex);
    m_waiting.insert(m_waiting.begin(), group.begin(), group.end());
}

// After a failure of the disk the connection may be of no use any more; a new one is, as soon as
// the disk is well again.
void SqliteWriter::reopen_if_broken()
{
    if (!m_is_broken)
        return;
    m_connection =
        std::make_unique<SqliteConnection>(m_path, SqliteConnection::Role::writer, m_options);
    m_is_broken = false;
}

void SqliteWriter::finish(Ticket& ticket)
{
    // Once it is done the ticket may be gone, its seat is not. Woken without the lock held, so that
    // nobody wakes only to wait for it.
    const std::shared_ptr<Seat> seat = std::move(ticket.seat);
    {
        std::lock_guard lock(seat->mutex);
        seat->is_done = true;
    }
    seat->changed.notify_one();
}

} // namespace comity::store
