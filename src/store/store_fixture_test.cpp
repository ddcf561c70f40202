#include "store/store_fixture.h"

#include "base/id.h"

#include <cstdlib>
#include <filesystem>

namespace comity::store {

void StoreTest::SetUp()
{
    const std::string name = format_id(make_id());
    m_options.data_folder = testing::TempDir() + "comity-" + name;
    if (is_postgres()) {
        const char* const url = std::getenv("COMITY_TEST_POSTGRES");
        if (!url)
            GTEST_SKIP() << "COMITY_TEST_POSTGRES does not say where a PostgreSQL is";
        Options plain;
        plain.url = url;
        m_schema = "test_" + name.substr(0, 8) + name.substr(24);
        Database::open(plain)->write([&](Connection& connection) {
            connection.execute_script("CREATE SCHEMA " + m_schema);
        });
        m_options.url = std::string(url) + (std::string_view(url).contains('?') ? "&" : "?") +
                        "options=-csearch_path%3D" + m_schema;
    }
    reopen();
}

void StoreTest::TearDown()
{
    Database::set_fault_hook(nullptr);
    if (m_database && is_postgres())
        script("DROP SCHEMA " + m_schema + " CASCADE");
    m_database.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_options.data_folder, ignored);
}

void StoreTest::reopen()
{
    m_database.reset();
    m_database = Database::open(m_options);
}

void StoreTest::use_url(std::string url)
{
    m_options.url = std::move(url);
    reopen();
}

void StoreTest::script(std::string sql)
{
    database().write([&](Connection& connection) { connection.execute_script(sql); });
}

void StoreTest::ensure(const std::vector<Table>& tables)
{
    database().write([&](Connection& connection) { ensure_tables(connection, tables); });
}

std::int64_t StoreTest::number(const std::string& sql, std::vector<Value> values)
{
    std::int64_t found = -1;
    database().read([&](Connection& connection) {
        connection.query({sql, values}, [&](const Row& row) { found = row.integer(0); });
    });
    return found;
}

std::optional<Cause> StoreTest::cause_of(FunctionRef<void()> work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.cause();
    }
    return std::nullopt;
}

std::string name_of_kind(const testing::TestParamInfo<Kind>& info)
{
    return info.param == Kind::sqlite ? "sqlite" : "postgres";
}

} // namespace comity::store
