#pragma once
// For tests of writing only: a small firm with rules, moves, behaviours and an action, on each
// database.

#include "base/error.h"
#include "record/engine.h"
#include "record/save/save.h"
#include "record/scratch_fixture.h"

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

enum class WritesOn { sqlite, postgres };

// Objects: user, team, role, pipeline, stage, account (name unique), contact (e-mails), deal
// (required name, stages of its pipeline, moves of `status`, derived `summary`), task, person
// (personal name and mails).
// Behaviours: a deal's summary is derived; a won deal makes a task and counts on its account, and
// is told to the world later; an account whose `loop` changes changes it again; a contact called
// "refuse" is refused by what follows, one called "derive-refuse" by what derives.
class WritingTest : public testing::TestWithParam<WritesOn> {
protected:
    void SetUp() override;
    void TearDown() override;

    bool is_postgres() const { return GetParam() == WritesOn::postgres; }
    store::Database& database() { return *m_database; }
    Engine& engine() { return *m_engine; }
    const Object& object(std::string_view name);
    // Closes the database and opens it again; `between` may do to its folder what it likes.
    void reopen(const std::function<void(const std::string& folder)>& between);

    Actor administrator() const { return m_administrator; }
    // A person who may do everything with what these users own, and nothing with other records.
    Actor rep(const Id& user, std::vector<Id> team = {}) const;

    // One change set each; fields as the API has them. `last_change` is its id.
    Id create(std::string_view object, std::string_view fields);
    Id create_as(const Actor& actor, std::string_view object, std::string_view fields);
    Saved update(std::string_view object, const Id& id, std::string_view fields,
                 std::optional<std::int64_t> seen = {});
    Saved update_as(const Actor& actor, std::string_view object, const Id& id,
                    std::string_view fields, std::optional<std::int64_t> seen = {});
    Saved remove(std::string_view object, const Id& id);
    Saved restore(std::string_view object, const Id& id);
    Id undo(const Id& change_set, const std::vector<std::string>& force = {});
    Id last_change() const { return m_last_change; }

    // A field as the API would say it, as JSON text; "in bin" and "missing" where it is.
    std::string value(std::string_view object, const Id& id, std::string_view field);
    std::int64_t version(std::string_view object, const Id& id);
    bool is_in_bin(std::string_view object, const Id& id);

    std::int64_t number(const std::string& sql, std::vector<Value> values = {});
    std::string text(const std::string& sql, std::vector<Value> values = {});
    // What is told of that job when it has ended.
    Json wait_for(const Id& job);
    // Every table with its number of rows, but not what is remembered about runs.
    std::vector<std::pair<std::string, std::int64_t>> counts();
    // Everything that is in the tables of objects (not of the log), as text.
    std::string contents();

    // The error that `work` ends with; fails the test when it does not.
    static Error error_of(const std::function<void()>& work);
    // `field rule` of each problem of that error, sorted, joined by ", ".
    static std::string problems_of(const std::function<void()>& work);

    std::vector<std::string> told; // what the outbox told the world
    int failures_to_come = 0;      // of that telling

private:
    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;
    Actor m_administrator;
    Id m_last_change;

    Shelf make_shelf();
};

std::string name_of_writes_on(const testing::TestParamInfo<WritesOn>& info);

#define WRITES_ON_BOTH(Suite)                                                                      \
    INSTANTIATE_TEST_SUITE_P(, Suite, testing::Values(WritesOn::sqlite, WritesOn::postgres),       \
                             name_of_writes_on)

} // namespace comity::record
