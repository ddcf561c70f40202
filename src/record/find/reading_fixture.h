#pragma once
// For tests of reading only: a small firm on each database, with rows put straight into the tables.

#include "base/error.h"
#include "record/engine.h"
#include "record/find/find.h"
#include "record/fixtures/scratch_fixture.h"

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

enum class TestDatabase { sqlite, postgres };

// Objects: user, account, contact, deal, activity, file, tag, currency, each with the fields that
// the tests ask for. SQLite in a folder of its own, PostgreSQL in a schema of its own when
// COMITY_TEST_POSTGRES says where there is one.
class ReadingTest : public testing::TestWithParam<TestDatabase> {
protected:
    void SetUp() override;

    bool is_postgres() const { return GetParam() == TestDatabase::postgres; }
    store::Database& database() { return *m_database; }
    Engine& engine() { return *m_engine; }
    const Object& object(std::string_view name);

    // A row as of `at`, with its side tables and search entry; fields as the API has them.
    Id put(std::string_view object, std::string_view fields, Instant at = {1'000'000});
    // Supersedes a row: what was goes to the past, as a save does it.
    void change(std::string_view object, const Id& id, std::string_view fields, Instant at);
    void bin(std::string_view object, const Id& id, Instant at);

    // Everything, and a person who reaches only what these users own.
    Actor administrator() const;
    Actor rep(const Id& user, std::vector<Id> team = {}) const;
    std::shared_ptr<Role> role_of(Reach reach) const;

    // The titles of what a list finds, in its order.
    std::vector<std::string> names(std::string_view object, const ListQuery& query,
                                   const Actor& actor);
    std::vector<std::string> names(std::string_view object, const std::string& filter);
    // The same of all pages of that size.
    std::vector<std::string> all_names(std::string_view object, ListQuery query,
                                       const Actor& actor);
    Json list(std::string_view object, const ListQuery& query, const Actor& actor);
    // The error that `work` ends with; fails the test when it does not.
    static Error error_of(const std::function<void()>& work);
    std::int64_t number(const std::string& sql);

private:
    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;

    Record parse(const Object& object, std::string_view fields);
    void write(store::Connection& connection, const Record& record);
};

std::string name_of_database(const testing::TestParamInfo<TestDatabase>& info);

#define READS_ON_BOTH(Suite)                                                                       \
    INSTANTIATE_TEST_SUITE_P(                                                                      \
        , Suite, testing::Values(TestDatabase::sqlite, TestDatabase::postgres), name_of_database)

} // namespace comity::record
