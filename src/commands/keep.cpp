// Copies of the database: out, and back in.
#include "commands/house.h"

#include "base/error.h"

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

// Opening the copy is the proof that it can be used.
void prove(const fs::path& file)
{
    const fs::path folder = file.parent_path() / (file.filename().string() + ".proof");
    fs::create_directories(folder);
    fs::copy_file(file, folder / "comity.db", fs::copy_options::overwrite_existing);
    try {
        check({.data = folder.string(), .database = {}});
    } catch (...) {
        fs::remove_all(folder);
        throw;
    }
    fs::remove_all(folder);
}

} // namespace

int back_up(const Place& place, const std::string& file)
{
    refuse_postgres(place);
    if (fs::exists(file))
        throw Error(Cause::conflict, file + " is there already; nothing was overwritten.");
    const fs::path target = fs::absolute(file);
    House house = open_house(place, true);
    house.database->snapshot(target.string());
    house.close();
    prove(target);
    std::printf("Backed up to %s (%lld bytes), opened and checked.\n", target.string().c_str(),
                static_cast<long long>(fs::file_size(target)));
    return 0;
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
    prove(fs::absolute(file));
    fs::create_directories(place.data);
    fs::copy_file(file, database);
    std::printf("Restored %s into %s.\n", file.c_str(), place.data.c_str());
    return 0;
}

} // namespace comity::commands
