#pragma once
// For tests of imports only: a small firm that sells things, on each database.

#include "base/error.h"
#include "exchange/exchange.h"
#include "exchange/import.h"
#include "record/engine.h"
#include "record/fixtures/scratch_fixture.h"

#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace comity::exchange {

enum class ImportDatabase { sqlite, postgres };

// Objects: user (name, email, manager, team), role, team, account (parent), product, pipeline,
// stage, deal, contact (emails).
class ImportTest : public testing::TestWithParam<ImportDatabase> {
protected:
    void SetUp() override;

    bool is_postgres() const { return GetParam() == ImportDatabase::postgres; }
    Engine& engine() { return *m_engine; }
    Actor administrator() const { return Actor::program("Test", Origin::import); }
    std::string folder() const { return m_store->folder(); }

    ImportReport import(const std::string& text, const ImportOptions& options);
    ImportReport import(const std::string& text, const ImportOptions& options, const Actor& actor);
    // The message with which an import of that text is refused.
    std::string refusal(const std::string& text, const ImportOptions& options);
    // The failed rows of the last import, as the file says them; "" when there are none.
    std::string errors() const;

    std::int64_t number(const std::string& sql);
    std::string text(const std::string& sql);
    // Rows of every table, by its name.
    std::map<std::string, std::int64_t> all_counts();

private:
    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;
};

// "created 2, updated 1, …" without what is zero.
std::string counts_of(const ImportReport& report);
std::string told(const ImportReport& report, std::string_view member);

#define IMPORTS_ON_BOTH(Suite)                                                                     \
    INSTANTIATE_TEST_SUITE_P(                                                                      \
        , Suite, testing::Values(ImportDatabase::sqlite, ImportDatabase::postgres),                \
        [](const auto& info) {                                                                     \
            return info.param == ImportDatabase::sqlite ? "sqlite" : "postgres";                   \
        })

} // namespace comity::exchange
