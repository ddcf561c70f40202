#include "store/sqlite_connection.h"

#include "base/error.h"
#include "store/sqlite_dialect.h"
#include "store/sqlite_error.h"
#include "store/sqlite_functions.h"
#include "store/sqlite_row.h"
#include "store/sqlite_time.h"
#include "store/storable.h"

#include <mutex>

namespace comity::store {
namespace {

constexpr int steps_between_looks = 20'000; // about a millisecond

// SQLite counts memory under one lock for all connections unless told not to.
void configure_library()
{
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

int bind_value(sqlite3_stmt* statement, int at, const Value& value)
{
    // Text and ids live in the caller's statement for as long as this one runs, so no copy is made.
    struct Binder {
        sqlite3_stmt* statement;
        int at;
        int operator()(Null) const { return sqlite3_bind_null(statement, at); }
        int operator()(std::int64_t number) const
        {
            return sqlite3_bind_int64(statement, at, number);
        }
        int operator()(double number) const { return sqlite3_bind_double(statement, at, number); }
        int operator()(bool flag) const { return sqlite3_bind_int(statement, at, flag); }
        int operator()(const std::string& text) const
        {
            return sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC,
                                       SQLITE_UTF8);
        }
        int operator()(const Id& id) const
        {
            return sqlite3_bind_blob(statement, at, id.bytes.data(),
                                     static_cast<int>(id.bytes.size()), SQLITE_STATIC);
        }
        int operator()(Date date) const
        {
            char text[date_width];
            write_date(text, date);
            return sqlite3_bind_text(statement, at, text, date_width, SQLITE_TRANSIENT);
        }
        int operator()(Instant instant) const
        {
            char text[instant_width];
            write_instant(text, instant);
            return sqlite3_bind_text(statement, at, text, instant_width, SQLITE_TRANSIENT);
        }
    };
    check_storable(value);
    return std::visit(Binder{statement, at}, value);
}

} // namespace

SqliteConnection::SqliteConnection(const std::string& path, Role role, const Options& options)
    : Connection(options.slow), m_role(role), m_busy_timeout_ms(options.busy_timeout_ms),
      m_limit(options.statement_limit_ms)
{
    configure_library();
    // Readers of a running server open for writing too: they must be able to share the log's index.
    const int access = options.read_only      ? SQLITE_OPEN_READONLY
                       : role == Role::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                              : SQLITE_OPEN_READWRITE;
    const int code = sqlite3_open_v2(path.c_str(), &m_db, access | SQLITE_OPEN_NOMUTEX, nullptr);
    try {
        if (code != SQLITE_OK)
            throw_sqlite(m_db, code, path);
        // SQLite opens for reading what it may not write, and BEGIN IMMEDIATE does not mind.
        if (role == Role::writer && sqlite3_db_readonly(m_db, "main") == 1)
            throw_sqlite(m_db, SQLITE_READONLY, path);
        configure(options);
    } catch (...) {
        m_statements.reset();
        sqlite3_close_v2(m_db);
        throw;
    }
}

SqliteConnection::~SqliteConnection()
{
    m_statements.reset();
    sqlite3_close_v2(m_db);
}

void SqliteConnection::configure(const Options& options)
{
    sqlite3_extended_result_codes(m_db, 1);
    sqlite3_busy_timeout(m_db, options.busy_timeout_ms);
    m_statements = std::make_unique<SqliteStatements>(m_db);
    if (m_role == Role::writer) {
        // Only a new file takes the first two. Debian's SQLite would otherwise vacuum at each
        // commit; zeroing what is removed is kept where it costs no extra writing.
        set_up("PRAGMA page_size = 8192");
        set_up("PRAGMA auto_vacuum = NONE");
        set_up("PRAGMA journal_mode = WAL");
        set_up("PRAGMA synchronous = FULL");
        set_up("PRAGMA secure_delete = FAST");
        set_up("PRAGMA journal_size_limit = 67108864");
        set_up("PRAGMA cache_size = -24576");
        sqlite3_wal_hook(m_db, on_commit, this);
    } else {
        set_up("PRAGMA query_only = 1");
        set_up("PRAGMA cache_size = -4096");
        set_up("PRAGMA wal_autocheckpoint = 0");
        sqlite3_db_config(m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }
    set_up("PRAGMA foreign_keys = 0");
    set_up("PRAGMA temp_store = FILE");
    set_up("PRAGMA mmap_size = 0");
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    add_functions(m_db);
    sqlite3_progress_handler(m_db, steps_between_looks, on_progress, this);
}

void SqliteConnection::set_up(const char* sql)
{
    const int code = sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw_sqlite(m_db, code, sql);
}

const Dialect& SqliteConnection::dialect() const
{
    return sqlite_dialect();
}

int SqliteConnection::on_progress(void* self)
{
    auto& connection = *static_cast<SqliteConnection*>(self);
    if (!connection.m_is_limited)
        return 0;
    const auto now = Clock::now();
    if (connection.m_deadline == Clock::time_point{})
        connection.m_deadline = now + connection.m_limit;
    return now > connection.m_deadline;
}

int SqliteConnection::on_commit(void* self, sqlite3*, const char*, int pages)
{
    static_cast<SqliteConnection*>(self)->m_log_pages = pages;
    return SQLITE_OK;
}

void SqliteConnection::fail(int code, std::string_view sql)
{
    set_failed(true);
    if (m_role == Role::reader && (code & 0xff) == SQLITE_READONLY)
        throw Error(Cause::broken, "A read cannot change anything: " + std::string(sql));
    throw_sqlite(m_db, code, sql);
}

void SqliteConnection::run(std::string_view sql)
{
    const auto lease = m_statements->lend(sql);
    const int code = sqlite3_step(lease.get());
    if (code != SQLITE_DONE)
        throw_sqlite(m_db, code, sql);
}

int SqliteConnection::checkpoint(int mode, int wait_ms, int& in_log, int& moved)
{
    sqlite3_busy_timeout(m_db, wait_ms);
    const int code = sqlite3_wal_checkpoint_v2(m_db, nullptr, mode, &in_log, &moved);
    sqlite3_busy_timeout(m_db, m_busy_timeout_ms);
    return code;
}

void SqliteConnection::start_afresh()
{
    set_failed(false);
    take_notices();
}

SqliteStatements::Lease SqliteConnection::lend(std::string_view sql)
{
    try {
        return m_statements->lend(sql);
    } catch (...) {
        set_failed(true);
        throw;
    }
}

void SqliteConnection::bind(sqlite3_stmt* statement, std::string_view sql,
                            std::span<const Value> values)
{
    try {
        if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size()))
            throw Error(Cause::broken,
                        "Placeholders and values differ in number: " + std::string(sql));
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int code = bind_value(statement, static_cast<int>(i) + 1, values[i]);
            if (code != SQLITE_OK)
                throw_sqlite(m_db, code, sql);
        }
    } catch (...) {
        set_failed(true);
        throw;
    }
}

bool SqliteConnection::step(sqlite3_stmt* statement, std::string_view sql)
{
    m_deadline = {};
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE) [[unlikely]]
        fail(code, sql);
    return false;
}

void SqliteConnection::do_query(const Statement& statement, OnRow on_row)
{
    const auto lease = lend(statement.sql);
    bind(lease.get(), statement.sql, statement.values);
    if (!step(lease.get(), statement.sql))
        return;
    const SqliteRow row(lease.get());
    do
        on_row(row);
    while (step(lease.get(), statement.sql));
}

std::int64_t SqliteConnection::do_execute(const Statement& statement)
{
    const auto lease = lend(statement.sql);
    bind(lease.get(), statement.sql, statement.values);
    const auto before = sqlite3_total_changes64(m_db);
    while (step(lease.get(), statement.sql)) {
    }
    // SQLite goes on telling the last count after statements that change no rows.
    return sqlite3_total_changes64(m_db) == before ? 0 : sqlite3_changes64(m_db);
}

void SqliteConnection::do_batch(std::span<const Statement> statements,
                                FunctionRef<void(std::size_t, const Row&)> on_row)
{
    for (std::size_t i = 0; i < statements.size(); ++i)
        do_query(statements[i], [&](const Row& row) { on_row(i, row); });
}

void SqliteConnection::do_bulk_insert(std::string_view table, std::span<const std::string> columns,
                                      std::span<const Type>,
                                      std::span<const std::vector<Value>> rows)
{
    std::string sql = "INSERT INTO " + quote(table) + " (";
    std::string marks;
    for (const std::string& column : columns) {
        sql += marks.empty() ? "" : ", ";
        sql += quote(column);
        marks += marks.empty() ? "?" : ", ?";
    }
    sql += ") VALUES (" + marks + ")";
    const auto lease = lend(sql);
    for (const auto& row : rows) {
        bind(lease.get(), sql, row);
        step(lease.get(), sql);
        sqlite3_reset(lease.get());
    }
}

void SqliteConnection::do_script(std::string_view sql)
{
    const std::string text(sql);
    m_is_limited = false; // an index on a large table takes what it takes
    const int code = sqlite3_exec(m_db, text.c_str(), nullptr, nullptr, nullptr);
    m_is_limited = true;
    if (code != SQLITE_OK)
        fail(code, sql);
}

} // namespace comity::store
