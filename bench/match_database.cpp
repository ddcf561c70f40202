#include "match_database.h"

#include "made_up_contacts.h"

#include "record/duplicates/duplicates.h"
#include "record/duplicates/scan.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "store/database.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <malloc.h>
#include <map>
#include <set>
#include <unistd.h>

namespace comity::bench {
namespace {

using namespace record;
using Seconds = std::chrono::duration<double>;
using Clock = std::chrono::steady_clock;

Shelf shelf()
{
    Shelf shelf;
    shelf.objects = {
        {.name = "contact",
         .title = "last_name",
         .fields = {text("first_name"), text("last_name"), text("company"), emails("emails"),
                    phones("phones"), address("address"), date("birthday")},
         .owner = "",
         .sort = "last_name"}};
    return shelf;
}

// The columns of the table, from a made-up contact.
class Rows {
public:
    explicit Rows(Engine& engine) : m_engine(engine), m_object(engine.catalog()->load("contact"))
    {
        for (const store::Column& column : Catalog::columns_of(m_object)) {
            m_names.push_back(column.name);
            m_types.push_back(column.type);
        }
    }

    Id add(const MadeUpContact& contact)
    {
        const Id id = make_id();
        const std::map<std::string_view, std::string_view> values = {
            {"first_name", contact[given]},
            {"last_name", contact[family]},
            {"company", contact[firm]},
            {"emails", contact[email]},
            {"phones", contact[phone]},
            {"address_street", contact[street]},
            {"address_postal_code", contact[postcode]},
            {"address_city", contact[place]}};
        std::vector<store::Value> row;
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            const auto value = values.find(m_names[i]);
            if (m_names[i] == "id")
                row.emplace_back(id);
            else if (m_names[i] == "version")
                row.emplace_back(std::int64_t{1});
            else if (m_types[i] == store::Type::instant && m_names[i] != "deleted_at")
                row.emplace_back(now());
            else if (m_names[i] == "birthday" && !contact[born].empty())
                row.emplace_back(parse_date(contact[born]).value());
            else if (value != values.end() && !value->second.empty())
                row.emplace_back(std::string(value->second));
            else
                row.emplace_back(store::Null{});
        }
        m_rows.push_back(std::move(row));
        if (m_rows.size() == 5'000)
            flush();
        return id;
    }

    void flush()
    {
        m_engine.database().write([&](store::Connection& connection) {
            connection.bulk_insert(Catalog::table_of(m_object), m_names, m_types, m_rows);
        });
        m_rows.clear();
    }

private:
    Engine& m_engine;
    const Object& m_object;
    std::vector<std::string> m_names;
    std::vector<store::Type> m_types;
    std::vector<std::vector<store::Value>> m_rows;
};

Json typed(const MadeUpContact& contact)
{
    Json address;
    address.set("street", contact[street]).set("postal_code", contact[postcode]);
    address.set("city", contact[place]);
    Json fields;
    fields.set("first_name", contact[given]).set("last_name", contact[family]);
    fields.set("company", contact[firm]).set("address", std::move(address));
    fields.set("emails", Json::Array{Json(contact[email])});
    fields.set("phones", Json::Array{Json(contact[phone])});
    return fields;
}

double resident_mb()
{
    long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*d %ld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

void measure_typing(Engine& engine, const std::vector<MadeUpContact>& some)
{
    const Actor asker = Actor::program("bench", Origin::api);
    const Object& object = engine.catalog()->load("contact");
    std::vector<double> times;
    std::size_t found = 0;
    for (const MadeUpContact& contact : some) {
        const Json fields = typed(contact);
        const auto begin = Clock::now();
        found += !find_candidates(engine, asker, object, fields).empty();
        times.push_back(Seconds(Clock::now() - begin).count() * 1e3);
    }
    std::ranges::sort(times);
    std::printf("typed against all: p50 %.2f ms, p99 %.2f ms, most %.2f ms; %zu of %zu found\n",
                times[times.size() / 2], times[times.size() * 99 / 100], times.back(), found,
                some.size());
}

} // namespace

void measure_database(std::uint32_t count)
{
    const char* url = std::getenv("COMITY_BENCH_DATABASE");
    const auto folder =
        std::filesystem::temp_directory_path() / ("comity-match-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    {
        store::Options options{.data_folder = folder.string(), .url = url ? url : ""};
        const auto database = store::Database::open(options);
        Engine engine(*database, shelf(), all_mechanisms(), folder.string());
        Rows rows(engine);
        std::vector<MadeUpContact> some;
        std::set<std::pair<Id, Id>> truth;
        std::map<std::uint32_t, std::vector<Id>> same;
        std::uint32_t number = 0;
        std::vector<Id> ids;
        each_contact(count, [&](const MadeUpContact& contact, std::uint32_t same_as) {
            ids.push_back(rows.add(contact));
            if (same_as != number++ && some.size() < 1'000)
                some.push_back(contact);
            same[same_as].push_back(ids.back());
        });
        rows.flush();
        for (const auto& [original, its] : same)
            for (std::size_t i = 0; i < its.size(); ++i)
                for (std::size_t k = 0; k < i; ++k)
                    truth.emplace(std::min(its[i], its[k]), std::max(its[i], its[k]));
        const double before = static_cast<double>(database->size_bytes()) / 1e6;
        malloc_trim(0);
        const double resident = resident_mb();
        double most = resident;
        const auto begin = Clock::now();
        scan_duplicates(engine, [&](double) { most = std::max(most, resident_mb()); });
        const double seconds = Seconds(Clock::now() - begin).count();
        std::size_t kept = 0, right = 0;
        database->read([&](store::Connection& connection) {
            connection.query({R"(SELECT "a", "b" FROM "duplicate_pair")", {}},
                             [&](const store::Row& row) {
                                 ++kept;
                                 right += truth.contains({row.id(0), row.id(1)});
                             });
        });
        std::printf("\n%u records in the database: scanned in %.0f s, %.0f MB of memory more; "
                    "%zu pairs, precision %.4f, recall %.4f\n",
                    count, seconds, most - resident, kept,
                    static_cast<double>(right) /
                        static_cast<double>(std::max<std::size_t>(kept, 1)),
                    static_cast<double>(right) / static_cast<double>(truth.size()));
        std::printf("on disk: %.0f MB of records, %.0f MB with what the matcher keeps\n", before,
                    static_cast<double>(database->size_bytes()) / 1e6);
        measure_typing(engine, some);
    }
    std::filesystem::remove_all(folder);
}

} // namespace comity::bench
