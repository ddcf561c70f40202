#pragma once
// For tests only: a database of their own on each kind.

#include "base/error.h"
#include "store/database.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace comity::store {

enum class Kind { sqlite, postgres };

// Each test runs on SQLite in a folder of its own, and on PostgreSQL in a schema of its own when
// COMITY_TEST_POSTGRES says where there is one.
class StoreTest : public testing::TestWithParam<Kind> {
protected:
    void SetUp() override;
    void TearDown() override;

    bool is_postgres() const { return GetParam() == Kind::postgres; }
    Options options() const { return m_options; }
    Database& database() { return *m_database; }
    void reopen();
    void use_url(std::string url);
    void close() { m_database.reset(); }

    void script(std::string sql);
    void ensure(const std::vector<Table>& tables);
    std::int64_t number(const std::string& sql, std::vector<Value> values = {});
    // The cause with which `work` fails, or nothing.
    std::optional<Cause> cause_of(FunctionRef<void()> work);

private:
    Options m_options;
    std::string m_schema;
    std::unique_ptr<Database> m_database;
};

std::string name_of_kind(const testing::TestParamInfo<Kind>& info);

#define ON_BOTH(Suite)                                                                             \
    INSTANTIATE_TEST_SUITE_P(, Suite, testing::Values(Kind::sqlite, Kind::postgres), name_of_kind)

} // namespace comity::store
