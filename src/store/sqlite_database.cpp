#include "store/sqlite_database.h"

#include "base/error.h"
#include "base/log.h"
#include "store/awaited.h"
#include "store/inside_write.h"
#include "store/notices.h"
#include "store/pool.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_dialect.h"
#include "store/sqlite_lock.h"
#include "store/sqlite_snapshot.h"
#include "store/sqlite_writer.h"
#include "store/table_sql.h"

#include <algorithm>
#include <filesystem>
#include <malloc.h>
#include <optional>
#include <thread>

namespace comity::store {
namespace {

namespace fs = std::filesystem;

std::string prepare_folder(const Options& options)
{
    std::error_code failure;
    if (!options.read_only)
        fs::create_directories(options.data_folder, failure);
    if (failure)
        throw Error(Cause::unavailable,
                    say("store.cannot_make_folder",
                        {{"path", options.data_folder}, {"what", failure.message()}}));
    const std::string path = options.data_folder + "/comity.db";
    if (options.read_only && !fs::exists(path, failure))
        throw Error(Cause::unavailable, say("store.not_there", {{"path", path}}));
    return path;
}

using Readers = Pool<SqliteConnection>;

Readers::Bounds bounds_of(const Options& options)
{
    const std::chrono::milliseconds patience(options.busy_timeout_ms);
    const auto wanted = static_cast<std::size_t>(std::max(options.readers, 0));
    if (wanted > 0)
        return {wanted, wanted, patience};
    const std::size_t usual =
        std::clamp<std::size_t>(2 * std::thread::hardware_concurrency(), 4, 16);
    return {usual, std::max<std::size_t>(4 * usual, 32), patience};
}

class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(const Options& options)
        : m_path(prepare_folder(options)),
          m_readers(
              bounds_of(options),
              [this, options] {
                  return std::make_unique<SqliteConnection>(m_path, SqliteConnection::Role::reader,
                                                            options);
              },
              [](SqliteConnection&) { return true; })
    {
        if (options.read_only)
            return;
        m_lock.emplace(options.data_folder);
        // Before any reader: it makes the file, or brings back what a crash left in the log.
        m_writer = std::make_unique<SqliteWriter>(m_path, options, m_notices,
                                                  [this] { give_memory_back(); });
    }

    // The writer's connection empties the log when it closes, but only as the last one.
    ~SqliteDatabase() override { m_readers.close_idle(); }

    void read(FunctionRef<void(Connection&)> work) override
    {
        InsideWrite::refuse();
        const auto reader = m_readers.lend();
        reader->start_afresh();
        reader->run("BEGIN");
        try {
            work(*reader);
        } catch (...) {
            end_read(*reader);
            throw;
        }
        end_read(*reader);
    }

    void write(FunctionRef<void(Connection&)> work) override
    {
        InsideWrite::refuse();
        if (!m_writer)
            throw Error(Cause::unavailable, say("store.opened_to_read"));
        m_writer->run(work);
    }

    bool is_awaited() { return m_writer && m_writer->is_awaited(); }
    std::chrono::milliseconds quiet_for()
    {
        return m_writer ? m_writer->quiet_for() : std::chrono::milliseconds::max();
    }

    void build_index(const Table& table, const Index& index) override
    {
        write([&](Connection& connection) { connection.execute_script(index_sql(table, index)); });
    }

    void listen(std::function<void(std::string_view)> listener) override
    {
        m_notices.listen(std::move(listener));
    }

    void snapshot(const std::string& path) override
    {
        const auto reader = m_readers.lend();
        copy_database(reader->raw(), path);
    }

    const Dialect& dialect() const override { return sqlite_dialect(); }

    bool is_ready() override
    {
        try {
            const auto reader = m_readers.lend(std::chrono::milliseconds(900));
            reader->start_afresh();
            reader->query({"SELECT count(*) FROM sqlite_schema", {}}, [](const Row&) {});
            return true;
        } catch (const Error&) {
            return false;
        }
    }

    std::int64_t size_bytes() override
    {
        std::int64_t total = 0;
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::error_code missing;
            const auto size = fs::file_size(m_path + suffix, missing);
            total += missing ? 0 : static_cast<std::int64_t>(size);
        }
        return total;
    }

private:
    void give_memory_back()
    {
        const auto released =
            m_readers.tend_idle(std::chrono::seconds(10), [](SqliteConnection& reader) {
                sqlite3_db_release_memory(reader.raw());
            });
        if (released > 0)
            malloc_trim(0);
    }

    static void end_read(SqliteConnection& reader)
    {
        try {
            if (reader.is_in_transaction())
                reader.run("COMMIT");
        } catch (const Error& error) {
            log_warning("sqlite: a read did not end: " + error.message());
        }
    }

    // In this order: the writer goes first, for it calls upon the others, and the lock last.
    const std::string m_path;
    std::optional<SqliteLock> m_lock;
    Notices m_notices;
    Readers m_readers;
    std::unique_ptr<SqliteWriter> m_writer;
};

} // namespace

bool is_awaited(Database& database)
{
    auto* const sqlite = dynamic_cast<SqliteDatabase*>(&database);
    return sqlite && sqlite->is_awaited();
}

std::chrono::milliseconds quiet_for(Database& database)
{
    auto* const sqlite = dynamic_cast<SqliteDatabase*>(&database);
    return sqlite ? sqlite->quiet_for() : std::chrono::milliseconds::max();
}

std::unique_ptr<Database> open_sqlite(const Options& options)
{
    return std::make_unique<SqliteDatabase>(options);
}

} // namespace comity::store
