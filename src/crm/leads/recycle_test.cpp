// What runs by the clock cannot be waited for by a scenario: here its hour has come.

#include "crm/shelf.h"
#include "record/find/find.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/history/changes.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "store/database.h"

namespace comity::crm {
namespace {

using namespace record;

class RecycleTest : public testing::TestWithParam<bool> {
protected:
    void SetUp() override
    {
        SKIP_WITHOUT_POSTGRES(GetParam());
        m_store.emplace(GetParam());
        m_database = store::Database::open(m_store->options());
        m_engine =
            std::make_unique<Engine>(*m_database, shelf(), all_mechanisms(), m_store->folder());
    }

    Id disqualify(std::string_view name, std::string_view recycle_on)
    {
        Id id;
        write_change_set(*m_engine, m_actor, {}, [&](Transaction& transaction) {
            Json lead = Json()
                            .set("name", name)
                            .set("status", "disqualified")
                            .set("disqualified_reason", "Not now");
            if (!recycle_on.empty())
                lead.set("recycle_on", recycle_on);
            id = transaction.create(transaction.catalog().load("lead"), lead).id;
        });
        return id;
    }

    void run()
    {
        for (const Behaviour& behaviour : m_engine->shelf().behaviours)
            if (behaviour.name == "recycle_lead") {
                Job job{*m_engine, "lead", {}, {}, {}};
                behaviour.later(job);
                return;
            }
        FAIL() << "there is no such behaviour";
    }

    std::string told_of(const Id& id)
    {
        const auto catalog = m_engine->catalog();
        std::string told;
        write_change_set(*m_engine, m_actor, {}, [&](Transaction& transaction) {
            const Record lead = transaction.find(catalog->load("lead"), id).value();
            told = lead.text("status") + (lead.has("recycle_on") ? ", to come" : "");
        });
        return told;
    }

    Actor m_actor = Actor::program("test", Origin::sync);
    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;
};

// behaviour: recycle_lead
TEST_P(RecycleTest, ALeadComesBackOnTheDayItSays)
{
    const Id due = disqualify("Due", "2020-06-01");
    const Id later = disqualify("Later", "2999-06-01");
    const Id never = disqualify("Never", "");
    run();
    EXPECT_EQ(told_of(due), "new");
    EXPECT_EQ(told_of(later), "disqualified, to come");
    EXPECT_EQ(told_of(never), "disqualified");
    const std::int64_t before = last_change_seq(*m_engine);
    run(); // safe to run twice: nothing is due any more
    EXPECT_EQ(last_change_seq(*m_engine), before);
    EXPECT_EQ(told_of(due), "new");
}

INSTANTIATE_TEST_SUITE_P(, RecycleTest, testing::Bool(), [](const auto& about) {
    return std::string(about.param ? "postgres" : "sqlite");
});

} // namespace
} // namespace comity::crm
