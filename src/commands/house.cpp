#include "commands/house.h"

#include "crm/programme/basics.h"
#include "record/mechanism.h"
#include "store/database.h"

#include <filesystem>

namespace comity::commands {

House open_house(const Place& place, bool read_only, int statement_limit_ms)
{
    if (!read_only)
        std::filesystem::create_directories(place.data);
    House house;
    house.database = store::Database::open({.data_folder = place.data,
                                            .url = place.database,
                                            .read_only = read_only,
                                            .statement_limit_ms = statement_limit_ms});
    house.engine = std::make_unique<record::Engine>(
        *house.database, crm::shelf(), record::all_mechanisms(), place.data, read_only);
    if (!read_only)
        crm::ensure_basics(*house.engine);
    return house;
}

} // namespace comity::commands
