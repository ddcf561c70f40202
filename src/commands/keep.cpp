// Copies of the database: out, and back in.
#include "commands/house.h"

#include "base/error.h"
#include "record/work/backup_note.h"

#include <cstdio>
#include <filesystem>

namespace comity::commands {
namespace {

namespace fs = std::filesystem;

void refuse_postgres(const Place& place)
{
    if (!place.database.empty())
        throw Error(Cause::invalid, "For PostgreSQL use its own tools: pg_dump and pg_restore.");
}

// Opening the copy and checking all that is in it is the proof that it can be used. Throws when it
// cannot be read; false when something in it is wrong, which was printed.
bool prove(const fs::path& file)
{
    const fs::path folder = file.parent_path() / (file.filename().string() + ".proof");
    fs::remove_all(folder);
    fs::create_directories(folder);
    try {
        // Under a name that opens; not every disk knows a second name for a file.
        std::error_code failure;
        fs::create_hard_link(file, folder / "comity.db", failure);
        if (failure)
            fs::copy_file(file, folder / "comity.db");
        const bool is_well = check({.data = folder.string(), .database = {}}) == 0;
        fs::remove_all(folder);
        return is_well;
    } catch (...) {
        fs::remove_all(folder);
        throw;
    }
}

} // namespace

int back_up(const Place& place, const std::string& file)
{
    refuse_postgres(place);
    if (fs::exists(file))
        throw Error(Cause::conflict, file + " is there already; nothing was overwritten.");
    const fs::path target = fs::absolute(file);
    House house = open_house(place, {.read_only = true});
    house.database->snapshot(target.string());
    house.close();
    bool is_well = false;
    try {
        is_well = prove(target);
    } catch (...) {
        fs::remove(target); // what cannot be read is no backup
        throw;
    }
    record::note_backup(place.data, {now(), target.string(),
                                     static_cast<std::int64_t>(fs::file_size(target)), is_well});
    std::printf("Backed up to %s (%lld bytes), opened and checked%s.\n", target.string().c_str(),
                static_cast<long long>(fs::file_size(target)),
                is_well ? "" : ": it is as wrong as the database is");
    return is_well ? 0 : 1;
}

int restore(const Place& place, const std::string& file)
{
    refuse_postgres(place);
    if (!fs::is_regular_file(file))
        throw Error(Cause::not_found, "There is no file " + file + ".");
    const fs::path database = fs::path(place.data) / "comity.db";
    if (fs::exists(database))
        throw Error(Cause::conflict,
                    "There is a database in " + place.data +
                        " already; restore into an empty folder. Nothing was overwritten.");
    const bool is_well = prove(fs::absolute(file));
    fs::create_directories(place.data);
    fs::copy_file(file, database);
    std::printf("Restored %s into %s%s.\n", file.c_str(), place.data.c_str(),
                is_well ? "" : ", with what is wrong in it");
    return is_well ? 0 : 1;
}

} // namespace comity::commands
