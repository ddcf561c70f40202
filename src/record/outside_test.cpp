#include "record/outside.h"

#include "base/eventually_fixture.h"
#include "record/fixtures/test_shelf.h"
#include "record/mechanism.h"
#include "record/work/queue.h"
#include "store/database.h"

#include <atomic>
#include <gtest/gtest.h>

namespace comity::record {
namespace {

// Answers with what it was asked.
class Echo final : public Outside {
public:
    OutsideAnswer ask(const OutsideCall& call, std::stop_token) override
    {
        return {.status = 200, .body = call.address};
    }
};

TEST(Outside, IsAPartOfAnEngineThatWasGivenOne)
{
    const ScratchStore store(false);
    const auto database = store::Database::open(store.options());
    const auto echo = std::make_shared<Echo>();
    {
        Engine engine(*database, {}, {outside_mechanism(echo)}, store.folder());
        EXPECT_EQ(&outside_of(engine), echo.get());
        EXPECT_EQ(outside_of(engine).ask({.address = "https://a.example/"}, {}).body,
                  "https://a.example/");
    }
    EXPECT_EQ(echo.use_count(), 1); // the engine holds on to nothing when it ends
}

class OutsideTest : public WritingTest {};

TEST_P(OutsideTest, AWorkThatNeedsOneWhereThereIsNoneFailsWithASentence)
{
    before_telling = [](Job& job) {
        outside_of(job.engine).ask({.address = "https://a.example/"}, job.stop);
    };
    update("deal", create("deal", R"({"name":"Rockets"})"), R"({"status":"won"})");
    engine().part<Queue>().run_due();
    EXPECT_TRUE(told.empty());
    EXPECT_EQ(number("SELECT count(*) FROM outbox"), 1); // it is tried again
    EXPECT_TRUE(text("SELECT error FROM outbox").contains("speaks to no other systems"));
}

TEST_P(OutsideTest, AWorkIsToldThatTheProgramEnds)
{
    std::atomic<bool> has_begun = false;
    before_telling = [&](Job& job) {
        has_begun = true;
        EXPECT_TRUE(eventually([&] { return job.stop.stop_requested(); }));
    };
    update("deal", create("deal", R"({"name":"Rockets"})"), R"({"status":"won"})");
    Queue& queue = engine().part<Queue>();
    queue.start();
    EXPECT_TRUE(eventually([&] { return has_begun.load(); }));
    queue.stop();
    EXPECT_EQ(told.size(), 1u);
}

WRITES_ON_BOTH(OutsideTest);

} // namespace
} // namespace comity::record
