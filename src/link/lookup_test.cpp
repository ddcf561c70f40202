#include "link/lookup.h"

#include "base/eventually_fixture.h"

#include <atomic>
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace comity::link {
namespace {

using namespace std::chrono_literals;

Moment in(std::chrono::milliseconds time)
{
    return std::chrono::steady_clock::now() + time;
}

std::vector<Address> addresses_from(std::initializer_list<const char*> texts)
{
    std::vector<Address> all;
    for (const char* text : texts)
        all.push_back(parse_address(text).value());
    return all;
}

// Names that begin with "hang" wait for the gate to be opened; what was asked is counted.
struct SlowNames {
    std::latch gate{1};
    std::atomic<int> asked = 0;
    std::atomic<int> answered = 0;
};

Lookup::Resolve slow(const std::shared_ptr<SlowNames>& names)
{
    return [names](const std::string& name) {
        ++names->asked;
        if (name.starts_with("hang"))
            names->gate.wait();
        ++names->answered;
        return addresses_from({"192.0.2.1", "2001:db8::1"});
    };
}

TEST(Lookup, AsksTheSystem)
{
    Lookup lookup;
    const auto found = lookup.find("localhost", in(60s), {});
    ASSERT_FALSE(found.empty());
    for (const Address& address : found)
        EXPECT_FALSE(is_public(address));
    EXPECT_TRUE(lookup.find("nothing.invalid", in(1s), {}).empty());
}

TEST(Lookup, KeepsTheOrderAndAsksAgainEachTime)
{
    const auto names = std::make_shared<SlowNames>();
    Lookup lookup(slow(names));
    EXPECT_EQ(lookup.find("a.example", in(60s), {}), addresses_from({"192.0.2.1", "2001:db8::1"}));
    EXPECT_FALSE(lookup.find("a.example", in(60s), {}).empty());
    EXPECT_EQ(names->asked, 2);
}

TEST(Lookup, OneThatHangsIsLeftBehind)
{
    const auto names = std::make_shared<SlowNames>();
    {
        Lookup lookup(slow(names));
        EXPECT_TRUE(lookup.find("hang.example", in(20ms), {}).empty());
        EXPECT_FALSE(lookup.find("b.example", in(60s), {}).empty()); // others are not held up
        // Nobody begins a second search for what is being searched for.
        EXPECT_TRUE(lookup.find("hang.example", in(20ms), {}).empty());
        EXPECT_TRUE(eventually([&] { return names->asked >= 2; }));
        EXPECT_EQ(names->asked, 2);
    } // and the thread outlives all this
    names->gate.count_down();
    EXPECT_TRUE(eventually([&] { return names->answered >= 2; }));
    EXPECT_EQ(names->asked, 2);
}

TEST(Lookup, OnlySoManyHangAtOnce)
{
    const auto names = std::make_shared<SlowNames>();
    Lookup lookup(slow(names), 2);
    EXPECT_TRUE(lookup.find("hang1.example", in(20ms), {}).empty());
    EXPECT_TRUE(lookup.find("hang2.example", in(20ms), {}).empty());
    EXPECT_TRUE(lookup.find("c.example", in(20ms), {}).empty());
    EXPECT_TRUE(eventually([&] { return names->asked >= 2; }));
    EXPECT_EQ(names->asked, 2);
    // Who waits for a thread gets the first that is free.
    std::jthread opening([&] { names->gate.count_down(); });
    EXPECT_FALSE(lookup.find("d.example", in(60s), {}).empty());
    EXPECT_EQ(names->asked, 3);
}

TEST(Lookup, IsSharedAndStopped)
{
    const auto names = std::make_shared<SlowNames>();
    Lookup lookup(slow(names));
    std::stop_source stop;
    std::atomic<int> found = 0;
    {
        std::vector<std::jthread> askers;
        for (int i = 0; i < 4; ++i)
            askers.emplace_back(
                [&] { found += lookup.find("hang.example", in(60s), {}).empty() ? 0 : 1; });
        std::jthread stopped(
            [&] { EXPECT_TRUE(lookup.find("hang.example", in(60s), stop.get_token()).empty()); });
        stop.request_stop();
        stopped.join();
        names->gate.count_down();
    }
    EXPECT_EQ(found, 4);
    // Four that came after the gate was open may have asked anew; nobody asked for himself before.
    EXPECT_LE(names->asked, 5);
    EXPECT_TRUE(lookup.find("e.example", in(60s), stop.get_token()).empty());
}

} // namespace
} // namespace comity::link
