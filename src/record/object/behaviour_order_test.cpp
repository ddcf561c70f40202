#include "record/object/behaviour_order.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity::record {
namespace {

std::string names_of(const std::vector<Behaviour>& behaviours)
{
    std::string names;
    for (const Behaviour& behaviour : behaviours)
        names += (names.empty() ? "" : " ") + behaviour.name;
    return names;
}

std::string refusal_of(std::vector<Behaviour> behaviours)
{
    try {
        return "in order: " + names_of(in_order(std::move(behaviours)));
    } catch (const Error& error) {
        return std::string(name_of(error.cause())) + ": " + error.message();
    }
}

TEST(BehaviourOrderTest, IsOfNamesWhereNothingIsSaid)
{
    EXPECT_EQ(names_of(in_order({{.name = "pay"}, {.name = "ask"}, {.name = "name"}})),
              "ask name pay");
    EXPECT_EQ(names_of(in_order({})), "");
}

TEST(BehaviourOrderTest, IsWhatTheySayHoweverTheyCome)
{
    std::vector<Behaviour> behaviours = {{.name = "ask", .after = {"work", "pay"}},
                                         {.name = "name"},
                                         {.name = "pay", .after = {"work"}},
                                         {.name = "rest", .after = {"ask"}},
                                         {.name = "work"}};
    int orders = 0;
    do {
        EXPECT_EQ(names_of(in_order(behaviours)), "work pay ask name rest");
        ++orders;
    } while (std::ranges::next_permutation(behaviours, {}, &Behaviour::name).found);
    EXPECT_EQ(orders, 120);
}

TEST(BehaviourOrderTest, KeepsWhatTheyAre)
{
    const auto ordered = in_order({{.name = "ask", .label = "Asks", .after = {"work"}},
                                   {.name = "work", .when = created("deal")}});
    ASSERT_EQ(ordered.size(), 2U);
    EXPECT_EQ(ordered[0].when.object, "deal");
    EXPECT_EQ(ordered[1].label, "Asks");
    EXPECT_EQ(ordered[1].after, std::vector<std::string>{"work"});
}

TEST(BehaviourOrderTest, RefusesThoseThatWaitForOneAnother)
{
    EXPECT_EQ(refusal_of({{.name = "rest", .after = {"ask"}},
                          {.name = "ask", .after = {"pay"}},
                          {.name = "name"},
                          {.name = "pay", .after = {"work"}},
                          {.name = "work", .after = {"ask"}}}),
              "broken: Behaviours wait for one another: ask after pay after work after ask.");
    EXPECT_EQ(refusal_of({{.name = "ask", .after = {"ask"}}}),
              "broken: Behaviours wait for one another: ask after ask.");
}

TEST(BehaviourOrderTest, NamesOnlyThoseOfTheCircle)
{
    // `ask` waits for two that wait for each other, but neither waits for it.
    EXPECT_EQ(refusal_of({{.name = "ask", .after = {"pay"}},
                          {.name = "pay", .after = {"work"}},
                          {.name = "work", .after = {"pay"}}}),
              "broken: Behaviours wait for one another: pay after work after pay.");
}

TEST(BehaviourOrderTest, RefusesNamesThatNoneHas)
{
    EXPECT_EQ(refusal_of({{.name = "ask", .after = {"wrok"}}, {.name = "work"}}),
              "broken: ask is to run after wrok, which is no behaviour.");
}

TEST(BehaviourOrderTest, RefusesTwoOfOneName)
{
    EXPECT_EQ(refusal_of({{.name = "ask"}, {.name = "work"}, {.name = "ask"}}),
              "broken: There are two behaviours called ask.");
}

} // namespace
} // namespace comity::record
