#include "store/sqlite_error.h"

#include "base/error.h"
#include "base/text.h"
#include "base/words/tongue.h"
#include "store/warn.h"

#include <cerrno>
#include <string>

namespace comity::store {
namespace {

// The first text column of a statement's first row, or "".
std::string find_text(sqlite3* db, const char* sql, const std::string& first,
                      const std::string& second)
{
    sqlite3_stmt* statement = nullptr;
    std::string found;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, first.c_str(), -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 2, second.c_str(), -1, SQLITE_STATIC);
        if (sqlite3_step(statement) == SQLITE_ROW) {
            if (const auto* text = sqlite3_column_text(statement, 0))
                found = reinterpret_cast<const char*>(text);
        }
    }
    sqlite3_finalize(statement);
    return found;
}

// SQLite names the columns (`UNIQUE constraint failed: t.a, t.b`), we name the index as PostgreSQL
// does.
std::string violated_index(sqlite3* db, int code, std::string_view message)
{
    constexpr std::string_view by_index = "failed: index '";
    constexpr std::string_view by_columns = "failed: ";
    if (const auto at = message.find(by_index); at != message.npos) {
        message.remove_prefix(at + by_index.size());
        return std::string(message.substr(0, message.find('\'')));
    }
    const auto at = message.find(by_columns);
    if (at == message.npos)
        return {};
    std::string table;
    std::string columns;
    for (const std::string_view part : split(message.substr(at + by_columns.size()), ',')) {
        const std::string_view name = trim(part);
        const auto dot = name.find('.');
        table = name.substr(0, dot);
        columns += columns.empty() ? "" : ",";
        columns += dot == name.npos ? name : name.substr(dot + 1);
    }
    if (code != SQLITE_CONSTRAINT_UNIQUE)
        return table + "_pkey";
    return find_text(db,
                     "SELECT name FROM pragma_index_list(?1) AS list WHERE \"unique\" AND ?2 = "
                     "(SELECT group_concat(name, ',') FROM (SELECT name FROM "
                     "pragma_index_info(list.name) ORDER BY seqno))",
                     table, columns);
}

[[noreturn]] void throw_constraint(sqlite3* db, int code, const std::string& message)
{
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
        code == SQLITE_CONSTRAINT_ROWID)
        throw Error(Cause::conflict, say("store.there_already"),
                    {{violated_index(db, code, message), "unique", say("store.taken")}});
    throw Error(Cause::broken, "A rule of the database was broken: " + message);
}

[[noreturn]] void throw_unavailable(Sentence message)
{
    warn_now_and_then(in_english(message));
    throw Error(Cause::unavailable, std::move(message)).with_retry_after(5);
}

} // namespace

void throw_sqlite(sqlite3* db, int code, std::string_view sql)
{
    const std::string message = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    const bool is_full = db && sqlite3_system_errno(db) == ENOSPC;
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        throw_constraint(db, code, message);
    case SQLITE_FULL:
        throw_unavailable(say("store.disk_full"));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        throw_unavailable(say("store.locked"));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        throw_unavailable(say("store.read_only"));
    case SQLITE_INTERRUPT:
        throw_unavailable(say("store.too_long"));
    case SQLITE_NOMEM:
        throw_unavailable(say("store.no_memory"));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        if (is_full)
            throw_unavailable(say("store.disk_full"));
        throw_unavailable(say("store.disk_failed", {{"what", message}}));
    case SQLITE_TOOBIG:
        throw Error(Cause::too_large, say("store.too_much_in_one"));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        throw Error(Cause::broken, "The database file is damaged: " + message + ".");
    default:
        throw Error(Cause::broken, "The database refused a statement: " + message + " in " +
                                       std::string(sql.substr(0, 500)));
    }
}

} // namespace comity::store
