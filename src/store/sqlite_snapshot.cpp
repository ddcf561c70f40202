#include "store/sqlite_snapshot.h"

#include "base/error.h"
#include "store/sqlite_error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace comity::store {
namespace {

struct Closer {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

void sync_path(const std::string& path)
{
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_safe = file >= 0 && fsync(file) == 0;
    const int reason = errno;
    if (file >= 0)
        close(file);
    if (!is_safe)
        throw Error(Cause::unavailable,
                    say("store.cannot_save", {{"path", path}, {"what", std::strerror(reason)}}));
}

void copy_pages(sqlite3* source, const std::string& path)
{
    sqlite3* opened = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    const std::unique_ptr<sqlite3, Closer> target(opened);
    if (code != SQLITE_OK)
        throw_sqlite(target.get(), code, path);
    sqlite3_exec(target.get(), "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
    sqlite3_backup* const backup = sqlite3_backup_init(target.get(), "main", source, "main");
    if (!backup)
        throw_sqlite(target.get(), sqlite3_errcode(target.get()), path);
    // All pages in one step: one snapshot of the source, without holding its writer up.
    sqlite3_backup_step(backup, -1);
    const int result = sqlite3_backup_finish(backup);
    if (result != SQLITE_OK)
        throw_sqlite(target.get(), result, path);
}

} // namespace

void copy_database(sqlite3* source, const std::string& path)
{
    namespace fs = std::filesystem;
    const std::string part = path + ".part";
    std::error_code ignored;
    fs::remove(part, ignored);
    try {
        copy_pages(source, part);
        sync_path(part);
        fs::rename(part, path);
        const fs::path folder = fs::absolute(path).parent_path();
        sync_path(folder.string());
    } catch (const fs::filesystem_error& error) {
        throw Error(Cause::unavailable,
                    say("store.cannot_save", {{"path", path}, {"what", error.code().message()}}));
    } catch (const Error&) {
        fs::remove(part, ignored);
        throw;
    }
}

} // namespace comity::store
