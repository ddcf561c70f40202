#include "store/database.h"

#include "base/error.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <utility>

namespace comity::store {
namespace {

using Hook = std::function<void(std::string_view)>;

// The flag keeps the price of the hook at one load where there is none, which is always but in
// tests.
std::atomic<bool> has_hook = false;
std::mutex hook_mutex;
std::shared_ptr<const Hook> hook;

void call_hook(std::string_view sql)
{
    if (!has_hook.load(std::memory_order_acquire)) [[likely]]
        return;
    std::shared_ptr<const Hook> current;
    {
        std::lock_guard lock(hook_mutex);
        current = hook;
    }
    if (current)
        (*current)(sql);
}

// Notes a statement that took long; of a batch its first.
class Watch {
public:
    Watch(SlowStatements* slow, std::string_view sql)
        : m_slow(slow), m_sql(sql), m_began(std::chrono::steady_clock::now())
    {
    }
    ~Watch()
    {
        if (!m_slow)
            return;
        const auto took = std::chrono::steady_clock::now() - m_began;
        const auto took_us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
        if (took_us >= SlowStatements::slow_us)
            m_slow->note(m_sql, took_us);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

private:
    SlowStatements* m_slow;
    std::string_view m_sql;
    std::chrono::steady_clock::time_point m_began;
};

} // namespace

void Database::set_fault_hook(Hook next)
{
    std::lock_guard lock(hook_mutex);
    has_hook.store(next != nullptr, std::memory_order_release);
    hook = next ? std::make_shared<const Hook>(std::move(next)) : nullptr;
}

void Connection::enter(std::string_view sql)
{
    if (m_failed)
        throw Error(Cause::broken,
                    "This transaction has failed already and can only be rolled back.");
    try {
        call_hook(sql);
    } catch (...) {
        m_failed = true;
        throw;
    }
}

void Connection::query(const Statement& statement, OnRow on_row)
{
    enter(statement.sql);
    const Watch watch(m_slow.get(), statement.sql);
    do_query(statement, on_row);
}

std::int64_t Connection::execute(const Statement& statement)
{
    enter(statement.sql);
    const Watch watch(m_slow.get(), statement.sql);
    return do_execute(statement);
}

std::int64_t Connection::execute(std::string sql, std::vector<Value> values)
{
    return execute(Statement{std::move(sql), std::move(values)});
}

void Connection::batch(std::span<const Statement> statements,
                       FunctionRef<void(std::size_t, const Row&)> on_row)
{
    for (const Statement& statement : statements)
        enter(statement.sql);
    if (statements.empty())
        return;
    const Watch watch(m_slow.get(), statements.front().sql);
    do_batch(statements, on_row);
}

void Connection::batch(std::span<const Statement> statements)
{
    batch(statements, [](std::size_t, const Row&) {});
}

void Connection::bulk_insert(std::string_view table, std::span<const std::string> columns,
                             std::span<const Type> types, std::span<const std::vector<Value>> rows)
{
    CHECK(columns.size() == types.size());
    enter("COPY " + std::string(table));
    if (rows.empty())
        return;
    for (const auto& row : rows)
        CHECK(row.size() == columns.size());
    do_bulk_insert(table, columns, types, rows);
}

void Connection::execute_script(std::string_view sql)
{
    enter(sql);
    do_script(sql);
}

void Connection::notify(std::string payload)
{
    CHECK(payload.size() <= 7000);
    enter("NOTIFY");
    m_notices.push_back(std::move(payload));
}

void Connection::attempt(FunctionRef<void()> work)
{
    const std::string name = "attempt_" + std::to_string(m_attempts);
    const std::size_t notices = m_notices.size();
    enter("SAVEPOINT " + name);
    do_execute({"SAVEPOINT " + name, {}});
    ++m_attempts;
    try {
        work();
        if (m_failed)
            prepare_to_commit();
        --m_attempts;
    } catch (...) {
        --m_attempts;
        m_notices.resize(notices);
        m_failed = false;
        try {
            do_execute({"ROLLBACK TO SAVEPOINT " + name, {}});
            do_execute({"RELEASE SAVEPOINT " + name, {}});
        } catch (const Error&) {
            m_failed = true; // the whole transaction went with it
        }
        throw;
    }
    do_execute({"RELEASE SAVEPOINT " + name, {}});
}

void Connection::prepare_to_commit()
{
    if (m_failed)
        throw Error(Cause::broken, "A failed statement was ignored; nothing of it is kept.");
    enter("COMMIT");
}

std::vector<std::string> Connection::take_notices()
{
    return std::exchange(m_notices, {});
}

} // namespace comity::store
