// What the objects of the shelf say of their places on the screens.

#include "crm/shelf.h"
#include "record/object/shelf.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>

namespace comity::crm {
namespace {

// Letters after G that go to screens of no object (web/src/shell/navigation.ts).
const std::set<std::string> letters_of_screens = {"h", "r", "n", "i", "u", "y", "b", "s"};

TEST(PlacesTest, NoTwoObjectsHaveOneLetterOrRank)
{
    std::map<std::string, std::string> by_letter;
    std::map<int, std::string> by_rank;
    for (const record::Object& object : shelf().objects) {
        const auto& [rank, letter] = std::pair(object.place.rank, object.place.letter);
        if (!letter.empty()) {
            EXPECT_EQ(letter.size(), 1u) << object.name;
            EXPECT_FALSE(letters_of_screens.contains(letter)) << object.name;
            const auto [other, is_new] = by_letter.emplace(letter, object.name);
            EXPECT_TRUE(is_new) << object.name << " and " << other->second;
        }
        if (rank != 0) {
            const auto [other, is_new] = by_rank.emplace(rank, object.name);
            EXPECT_TRUE(is_new) << object.name << " and " << other->second;
        }
    }
    EXPECT_GE(by_letter.size(), 6u);
}

// The bar at the bottom of a narrow screen has room for four, and one is the day.
TEST(PlacesTest, ThreeAreAtHand)
{
    int at_hand = 0;
    for (const record::Object& object : shelf().objects)
        at_hand += object.place.is_at_hand;
    EXPECT_EQ(at_hand, 3);
}

// What has a heading in the navigation, or none: nothing stands under a heading nobody knows.
TEST(PlacesTest, GroupsAreKnown)
{
    const std::set<std::string> known = {"", "day", "contacts", "sales", "settings"};
    for (const record::Object& object : shelf().objects)
        EXPECT_TRUE(known.contains(object.group)) << object.name << ": " << object.group;
}

} // namespace
} // namespace comity::crm
