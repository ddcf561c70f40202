#pragma once
// For tests only: a folder of its own, and on PostgreSQL a schema of its own. Both are gone when
// this is, so whoever works with them is closed before.

#include "base/error.h"
#include "base/id.h"
#include "store/database.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace comity::record {

class ScratchStore {
public:
    // Where the PostgreSQL for tests is, or null.
    static const char* postgres_url() { return std::getenv("COMITY_TEST_POSTGRES"); }

    explicit ScratchStore(bool on_postgres)
    {
        const std::string name = format_id(make_id());
        m_options.data_folder = testing::TempDir() + "comity-" + name;
        std::filesystem::create_directories(m_options.data_folder);
        if (!on_postgres)
            return;
        const std::string url = postgres_url();
        m_schema = "test_" + name.substr(0, 8) + name.substr(24);
        run("CREATE SCHEMA " + m_schema);
        m_options.url =
            url + (url.contains('?') ? "&" : "?") + "options=-csearch_path%3D" + m_schema;
    }

    ~ScratchStore()
    {
        try {
            if (!m_schema.empty())
                run("DROP SCHEMA " + m_schema + " CASCADE");
        } catch (const Error& error) {
            ADD_FAILURE() << "the schema stays behind: " << error.message();
        }
        std::error_code ignored;
        std::filesystem::remove_all(m_options.data_folder, ignored);
    }

    ScratchStore(const ScratchStore&) = delete;
    ScratchStore& operator=(const ScratchStore&) = delete;

    const store::Options& options() const { return m_options; }
    const std::string& folder() const { return m_options.data_folder; }

private:
    store::Options m_options;
    std::string m_schema;

    static void run(const std::string& sql)
    {
        store::Options plain;
        plain.url = postgres_url();
        store::Database::open(plain)->write(
            [&](store::Connection& connection) { connection.execute_script(sql); });
    }
};

// At the beginning of a SetUp(): skips the test where it needs a PostgreSQL and there is none.
#define SKIP_WITHOUT_POSTGRES(wanted)                                                              \
    if ((wanted) && !::comity::record::ScratchStore::postgres_url())                               \
    GTEST_SKIP() << "COMITY_TEST_POSTGRES does not say where a PostgreSQL is"

} // namespace comity::record
