// A database that fails at the n-th call of what the firm's own people do: nothing is ever half
// there.

#include "crm/programme/basics.h"
#include "crm/shelf.h"
#include "record/check/check.h"
#include "record/fixtures/fault_fixture.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/parts/bulk.h"
#include "record/save/actions.h"
#include "record/save/save.h"
#include "store/database.h"

#include <optional>

namespace comity::crm {
namespace {

using namespace record;

class FirmFaultsTest : public testing::TestWithParam<bool> {
protected:
    void SetUp() override
    {
        SKIP_WITHOUT_POSTGRES(GetParam());
        m_store.emplace(GetParam());
        m_database = store::Database::open(m_store->options());
        m_engine = std::make_unique<Engine>(*m_database, shelf(), record::all_mechanisms(),
                                            m_store->folder());
        ensure_basics(*m_engine);
        m_actor = Actor::program("Ada", Origin::api);
        m_actor.user = create("user", R"({"name":"Ada","email":"ada@acme.test"})");
    }

    void TearDown() override
    {
        if (!IsSkipped())
            for (const Finding& finding : check_database(*m_engine).findings)
                ADD_FAILURE() << finding.count << ": " << finding.what;
    }

    const Object& object(std::string_view name) { return m_engine->catalog()->load(name); }

    Id create(std::string_view name, std::string_view fields)
    {
        Id id;
        write_change_set(*m_engine, m_actor, {}, [&](Transaction& transaction) {
            id = transaction.create(object(name), parse_json(fields)).id;
        });
        return id;
    }

    Id update(std::string_view name, const Id& id, std::string_view fields)
    {
        return write_change_set(*m_engine, m_actor, {}, [&](Transaction& transaction) {
            transaction.update(object(name), id, parse_json(fields));
        });
    }

    int fail_each_call(const std::function<void()>& work)
    {
        return record::fail_each_call(*m_database, work);
    }

    std::int64_t live(const std::string& table, const std::string& condition = "1 = 1")
    {
        std::int64_t found = -1;
        m_database->read([&](store::Connection& connection) {
            connection.query(
                {"SELECT COUNT(*) FROM " + table + " WHERE deleted_at IS NULL AND " + condition,
                 {}},
                [&](const store::Row& row) { found = row.integer(0); });
        });
        return found;
    }

    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;
    Actor m_actor;
};

TEST_P(FirmFaultsTest, ConvertingALeadAndTakingItBack)
{
    const Id lead = create("lead", R"({"name":"Eva Stone","company":"Acme",
        "email":["eva@acme.test"],"phone":["+49 30 123456"]})");
    create("activity", R"({"kind":"call","subject":"Hello","about":{"object":"lead","id":")" +
                           format_id(lead) + "\"}}");
    Id change;
    EXPECT_GE(fail_each_call([&] {
                  const Json answer = run_action(*m_engine, m_actor, object("lead"), lead,
                                                 "convert", parse_json(R"({"deal_name":"New"})"));
                  change = parse_id(answer.text("change")).value();
              }),
              20);
    EXPECT_EQ(live("leads", "status = 'converted'"), 1);
    EXPECT_EQ(live("accounts") + live("contacts") + live("deals"), 3);
    EXPECT_EQ(live("activities", "about_object = 'contact'"), 1);
    EXPECT_GE(fail_each_call([&] { undo_change_set(*m_engine, m_actor, change); }), 10);
    EXPECT_EQ(live("leads", "status = 'converted'"), 0);
    EXPECT_EQ(live("accounts") + live("contacts") + live("deals"), 0);
    EXPECT_EQ(live("activities", "about_object = 'lead'"), 1);
}

TEST_P(FirmFaultsTest, ADealFromItsBeginningToItsEnd)
{
    const Id account = create("account", R"({"name":"Acme","domain":"https://ACME.test/"})");
    Id deal;
    EXPECT_GE(fail_each_call([&] {
                  deal = create("deal", R"({"name":"Big","amount":"100","account":")" +
                                            format_id(account) + "\"}");
              }),
              10);
    Id activity;
    EXPECT_GE(fail_each_call([&] {
                  activity = create("activity", R"({"kind":"call","subject":"Ring",
                      "due_at":"2030-01-01T10:00:00Z","about":{"object":"deal","id":")" +
                                                    format_id(deal) + "\"}}");
              }),
              8);
    EXPECT_GE(fail_each_call([&] { update("deal", deal, R"({"stage":"won"})"); }), 8);
    EXPECT_EQ(live("deals", "status = 'won' AND closed_on IS NOT NULL"), 1);
    EXPECT_GE(fail_each_call(
                  [&] { update("activity", activity, R"({"done_at":"2026-01-01T10:00:00Z"})"); }),
              5);
    BulkChange change;
    change.ids = {deal};
    change.action = "delete";
    EXPECT_GE(fail_each_call([&] { run_bulk(*m_engine, m_actor, object("deal"), change); }), 5);
    EXPECT_EQ(live("deals"), 0);
}

TEST_P(FirmFaultsTest, PipelinesStagesAndRoles)
{
    Id pipeline;
    EXPECT_GE(fail_each_call([&] { pipeline = create("pipeline", R"({"name":"Partners"})"); }), 5);
    EXPECT_GE(fail_each_call([&] {
                  create("stage", R"({"name":"Talking","probability":10,"pipeline":")" +
                                      format_id(pipeline) + "\"}");
              }),
              6);
    Id role;
    EXPECT_GE(fail_each_call([&] {
                  role = create("role", R"({"name":"Guest","key":"guest",
                                            "permissions":{"contact":{"read":"own"}}})");
              }),
              5);
    EXPECT_GE(fail_each_call(
                  [&] { update("role", role, R"({"permissions":{"contact":{"read":"all"}}})"); }),
              5);
}

INSTANTIATE_TEST_SUITE_P(, FirmFaultsTest, testing::Values(false, true),
                         [](const auto& info) { return info.param ? "postgres" : "sqlite"; });

} // namespace
} // namespace comity::crm
