#include "commands/house.h"

#include "crm/programme/basics.h"
#include "record/mechanism.h"
#include "store/database.h"

#include <filesystem>

namespace comity::commands {
namespace {

std::vector<record::Mechanism> mechanisms_with(std::shared_ptr<record::Outside> outside)
{
    std::vector<record::Mechanism> mechanisms = record::all_mechanisms();
    if (outside)
        mechanisms.insert(mechanisms.begin(), record::outside_mechanism(std::move(outside)));
    return mechanisms;
}

} // namespace

House open_house(const Place& place, const Opening& how)
{
    if (!how.read_only)
        std::filesystem::create_directories(place.data);
    House house;
    house.database = store::Database::open({.data_folder = place.data,
                                            .url = place.database,
                                            .read_only = how.read_only,
                                            .statement_limit_ms = how.statement_limit_ms});
    house.engine = std::make_unique<record::Engine>(
        *house.database, crm::shelf(), mechanisms_with(how.outside), place.data, how.read_only);
    if (!how.read_only)
        crm::ensure_basics(*house.engine);
    return house;
}

} // namespace comity::commands
