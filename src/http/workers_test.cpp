// Who gets a thread, and when.
#include "http/workers.h"

#include "base/eventually_fixture.h"

#include <chrono>
#include <future>
#include <gtest/gtest.h>

namespace comity::http {
namespace {

TEST(Workers, LongAnswersLeaveThreadsForShortOnes)
{
    std::promise<void> may_end;
    const std::shared_future<void> end = may_end.get_future().share();
    std::atomic<int> stepping = 0;
    Workers workers(100);
    workers.start(16);
    for (int i = 0; i < 64; ++i)
        workers.post_next([&stepping, end] {
            ++stepping;
            end.wait();
        });
    std::promise<void> answered;
    workers.post([&answered] { answered.set_value(); });
    EXPECT_EQ(answered.get_future().wait_for(std::chrono::minutes(2)), std::future_status::ready);
    EXPECT_LE(stepping, static_cast<int>(std::max(2u, std::thread::hardware_concurrency())));
    may_end.set_value();
    EXPECT_TRUE(eventually([&] { return stepping == 64; }));
}

TEST(Workers, TheQueueOfShortOnesIsBounded)
{
    std::promise<void> may_end;
    const std::shared_future<void> end = may_end.get_future().share();
    std::promise<void> begun;
    Workers workers(2);
    workers.start(1);
    ASSERT_TRUE(workers.post([&begun, end] {
        begun.set_value();
        end.wait();
    }));
    begun.get_future().wait();
    EXPECT_TRUE(workers.post([] {}));
    EXPECT_TRUE(workers.post([] {}));
    EXPECT_FALSE(workers.post([] {}));
    EXPECT_TRUE(workers.post_next([] {}));
    EXPECT_EQ(workers.waiting(), 3u);
    may_end.set_value();
}

} // namespace
} // namespace comity::http
