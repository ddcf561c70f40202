// Every insight of the shelf, for readers from whom any field is hidden: the same answer without
// what stands on it, never an error.
#include "crm/programme/basics.h"
#include "crm/shelf.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/insights/asking.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "store/database.h"

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <set>

namespace comity::crm {
namespace {

using namespace record;

class InsightsTest : public testing::TestWithParam<bool> {
protected:
    void SetUp() override
    {
        SKIP_WITHOUT_POSTGRES(GetParam());
        m_store.emplace(GetParam());
        m_database = store::Database::open(m_store->options());
        m_engine = std::make_unique<Engine>(*m_database, shelf(), record::all_mechanisms(),
                                            m_store->folder());
        ensure_basics(*m_engine);
        m_user = create("user", R"({"name":"Ada","email":"ada@acme.test"})");
        for (const char* deal :
             {R"({"name":"A","amount":"1000","stage":"won","closed_on":"2017-01-10"})",
              R"({"name":"B","amount":"5","stage":"lost","lost_reason":"price",)"
              R"("closed_on":"2017-03-10"})",
              R"({"name":"C","amount":"20","started_on":"2017-01-01",)"
              R"("expected_close":"2031-01-01"})"})
            create("deal", deal);
    }

    Id create(std::string_view name, std::string_view fields)
    {
        Id id;
        Actor actor = Actor::program("Ada", Origin::api);
        actor.user = m_user;
        write_change_set(*m_engine, actor, {}, [&](Transaction& transaction) {
            id = transaction.create(m_engine->catalog()->load(name), parse_json(fields)).id;
        });
        return id;
    }

    // Somebody who reads everything but these fields of deals.
    Actor reader(std::set<std::string, std::less<>> hidden)
    {
        auto role = std::make_shared<Role>();
        role->reaches["*"].fill(Reach::all);
        role->hidden_fields["deal"] = std::move(hidden);
        Actor actor = Actor::program("Reader", Origin::api);
        actor.user = m_user;
        actor.role = role;
        return actor;
    }

    InsightAnswer ask(const Insight& insight, const Actor& actor)
    {
        return Asking(*m_engine, actor, insight, Json::Object{}).answer();
    }

    std::optional<ScratchStore> m_store;
    std::unique_ptr<store::Database> m_database;
    std::unique_ptr<Engine> m_engine;
    Id m_user;
};

TEST_P(InsightsTest, EachHasSomethingToTellAndSaysWhatItIs)
{
    ASSERT_GT(m_engine->shelf().insights.size(), 10U);
    for (const Insight& insight : m_engine->shelf().insights) {
        const InsightAnswer answer = ask(insight, reader({}));
        EXPECT_FALSE(answer.figures.empty() && answer.rows.empty()) << insight.name;
        EXPECT_TRUE(answer.left_out.empty()) << insight.name;
        EXPECT_FALSE(insight.definition.empty()) << insight.name;
        for (const Json& row : answer.rows)
            EXPECT_TRUE(row.text("rows").starts_with("/api/v1/deals")) << insight.name;
        for (const FigureAnswer& figure : answer.figures)
            EXPECT_TRUE(figure.rows.starts_with("/api/v1/deals")) << figure.figure.name;
    }
}

TEST_P(InsightsTest, AnyFieldMayBeHidden)
{
    const auto catalog = m_engine->catalog();
    const Object& deal = catalog->load("deal");
    int left_out = 0;
    for (const Field& field : deal.fields) {
        const Actor actor = reader({field.name});
        for (const Insight& insight : m_engine->shelf().insights) {
            SCOPED_TRACE(insight.name + " without " + field.name);
            InsightAnswer answer;
            ASSERT_NO_THROW(answer = ask(insight, actor));
            const SeenInsight seen = seen_by(*catalog, actor, insight);
            left_out += answer.left_out.empty() ? 0 : 1;
            EXPECT_EQ(answer.left_out.empty(),
                      seen.hidden_columns.empty() && seen.hidden_figures.empty());
            for (const InsightColumn& column : answer.columns)
                EXPECT_EQ(column.name.find(field.name + ")"), std::string::npos);
            for (const Json& row : answer.rows)
                EXPECT_EQ(row.find("sum(" + field.name + ")"), nullptr);
            if (answer.columns.empty()) {
                EXPECT_TRUE(answer.rows.empty());
                EXPECT_TRUE(answer.totals.is_null());
            }
        }
    }
    EXPECT_GT(left_out, 20);
}

TEST_P(InsightsTest, WhoMayReadNoneIsRefused)
{
    auto role = std::make_shared<Role>();
    Actor actor = reader({});
    actor.role = role;
    for (const Insight& insight : m_engine->shelf().insights) {
        try {
            ask(insight, actor);
            ADD_FAILURE() << insight.name << " answered";
        } catch (const Error& error) {
            EXPECT_EQ(error.cause(), Cause::forbidden) << insight.name;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, InsightsTest, testing::Values(false, true),
                         [](const auto& info) { return info.param ? "postgres" : "sqlite"; });

} // namespace
} // namespace comity::crm
