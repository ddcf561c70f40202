#include "exchange/import/import_fixture.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "store/database.h"

#include <fstream>
#include <sstream>

namespace comity::exchange {
namespace {

Object make_deal()
{
    return {.name = "deal",
            .fields = {text("name").required(), reference("account", "account"),
                       reference("product", "product"), reference("pipeline", "pipeline"),
                       choice("stage").from("stage", "pipeline"), money("amount"),
                       date("started_on"), date("closed_on"), reference("owner", "user"),
                       references("partners", "account"), text("external_id").unique()}};
}

Object make_stage()
{
    return {.name = "stage",
            .fields = {text("name").required(), reference("pipeline", "pipeline").required(),
                       text("key").required(),
                       choice("status", {{"open", "", ""}, {"won", "", ""}, {"lost", "", ""}})
                           .starts_as("open"),
                       percent("probability"), number("position", 0)}};
}

Object make_account()
{
    return {.name = "account",
            .fields = {text("name").required().searched().longest(60), text("sector"),
                       number("year_established", 0), money("revenue"), number("employees", 0),
                       text("country"), reference("parent", "account"),
                       choice("kind", {{"prospect", "Prospect", ""}, {"customer", "Customer", ""}}),
                       yes_no("is_key"), address("billing_address"), text("checked").read_only(),
                       text("external_id").unique()}};
}

Shelf make_shelf()
{
    Shelf shelf;
    shelf.objects = {
        {.name = "user",
         .fields = {text("name").required(), text("email").unique(), reference("role", "role"),
                    reference("team", "team"), reference("manager", "user"), text("zone"),
                    text("language"), document("preferences")}},
        {.name = "team", .fields = {text("name").required().unique(), reference("parent", "team")}},
        {.name = "role",
         .fields = {text("name"), text("key"), document("permissions"), document("hidden_fields"),
                    document("read_only_fields")}},
        {.name = "product",
         .fields = {text("name").required().unique(), text("family"), money("list_price")}},
        {.name = "pipeline", .fields = {text("name").required().unique(), yes_no("is_default")}},
        make_account(),
        make_stage(),
        make_deal(),
        {.name = "contact",
         .title = "last_name",
         .fields = {text("first_name"), text("last_name").required(), emails("emails"),
                    phones("phones"), reference("account", "account"), long_text("notes"),
                    date("birthday")}},
        {.name = "activity",
         .title = "subject",
         .fields = {text("subject").required(), reference("about")}}};
    shelf.words["de"] = {{"Sector", "Branche"}, {"Country", "Land"}};
    return shelf;
}

} // namespace

void ImportTest::SetUp()
{
    SKIP_WITHOUT_POSTGRES(is_postgres());
    m_store.emplace(is_postgres());
    m_database = store::Database::open(m_store->options());
    m_engine = std::make_unique<Engine>(*m_database, make_shelf(), all_mechanisms(), folder());
}

ImportReport ImportTest::import(const std::string& text, const ImportOptions& options,
                                const Actor& actor)
{
    const std::string path = folder() + "/file.csv";
    std::ofstream(path, std::ios::binary) << text;
    return run_import(engine(), actor, path, "file.csv", options, folder() + "/errors.csv",
                      nullptr);
}

ImportReport ImportTest::import(const std::string& text, const ImportOptions& options)
{
    return import(text, options, administrator());
}

std::string ImportTest::refusal(const std::string& text, const ImportOptions& options)
{
    try {
        import(text, options);
    } catch (const Error& error) {
        return error.message();
    }
    return "";
}

std::string ImportTest::errors() const
{
    std::ifstream in(folder() + "/errors.csv", std::ios::binary);
    std::ostringstream out;
    if (in)
        out << in.rdbuf();
    return out.str();
}

std::int64_t ImportTest::number(const std::string& sql)
{
    std::int64_t answer = -1;
    m_database->read([&](store::Connection& connection) {
        connection.query({sql, {}}, [&](const store::Row& row) { answer = row.integer(0); });
    });
    return answer;
}

std::string ImportTest::text(const std::string& sql)
{
    std::string lines;
    m_database->read([&](store::Connection& connection) {
        connection.query({sql, {}}, [&](const store::Row& row) {
            lines += lines.empty() ? "" : "\n";
            lines += row.is_null(0) ? "-" : std::string(row.text(0));
        });
    });
    return lines;
}

std::map<std::string, std::int64_t> ImportTest::all_counts()
{
    std::map<std::string, std::int64_t> counts;
    std::vector<std::string> tables = {"change_set", "change", "outbox", "search_entry"};
    const auto catalog = engine().catalog();
    for (const Object& object : catalog->objects())
        for (const store::Table& table : Catalog::tables_of(object))
            tables.push_back(table.name);
    for (const std::string& table : tables)
        counts[table] = number("SELECT COUNT(*) FROM " + store::quote(table));
    return counts;
}

std::string counts_of(const ImportReport& report)
{
    std::string out;
    const auto add = [&](const std::string& word, std::int64_t count) {
        if (count)
            out += (out.empty() ? "" : ", ") + word + " " + std::to_string(count);
    };
    add("created", report.counts.created);
    add("updated", report.counts.updated);
    add("unchanged", report.counts.unchanged);
    add("failed", report.counts.failed);
    for (const auto& [object, count] : report.counts.also_created)
        add("also " + object, count);
    return out;
}

std::string told(const ImportReport& report, std::string_view member)
{
    const Json* found = report.told.find(member);
    return found ? format_json(*found) : "";
}

} // namespace comity::exchange
