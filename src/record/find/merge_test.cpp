// A rep's list is the administrator's list without what others own, in the same order, page by
// page, whichever way the rows are found.
#include "record/fixtures/reading_fixture.h"

namespace comity::record {
namespace {

using Names = std::vector<std::string>;

class FindMergeTest : public ReadingTest {
protected:
    std::vector<Id> users;

    void SetUp() override
    {
        ReadingTest::SetUp();
        if (IsSkipped())
            return;
        for (const char* name : {"Ann", "Ben", "Cem", "Dan", "Eva"})
            users.push_back(put("user", R"({"name":")" + std::string(name) + "\"}"));
        for (int i = 0; i < 150; ++i) {
            const std::string stage = i % 2 == 0 ? "open" : "won";
            const Id id = put("deal",
                              R"({"name":"D)" + std::to_string(i) + R"(","stage":")" + stage +
                                  R"(","amount":")" + std::to_string(i * 37 % 100) +
                                  R"(","owner":")" + format_id(users[i * 7 % 5]) + "\"}",
                              Instant{1'000'000 + i / 3 * 1'000});
            if (i % 10 == 3)
                change("deal", id, R"({"amount":"7"})", Instant{9'000'000 + i});
            if (i % 25 == 4)
                bin("deal", id, Instant{9'500'000});
        }
    }
};

TEST_P(FindMergeTest, ShowsOwnRowsInTheOrderOfAll)
{
    const std::string ann = format_id(users[0]), cem = format_id(users[2]);
    const Actor team = rep(users[0], {users[0], users[2]});
    const std::string owned = "(owner = \"" + ann + "\" OR owner = \"" + cem + "\")";
    for (const std::string sort : {"-created_at", "created_at", "-updated_at", "-amount", "name"})
        for (const std::string filter : {"", "stage = won", "amount < 30", "name = \"none\""}) {
            SCOPED_TRACE(sort + " " + filter);
            const ListQuery asked{.filter = filter, .sort = sort, .limit = 7};
            ListQuery reference = asked;
            reference.filter = owned + (filter.empty() ? "" : " AND " + filter);
            const Names expected = all_names("deal", reference, administrator());
            EXPECT_EQ(all_names("deal", asked, team), expected);
            if (filter.empty()) {
                EXPECT_GT(expected.size(), 50u);
            }
        }
}

TEST_P(FindMergeTest, ShowsNobodyElsesRows)
{
    EXPECT_EQ(all_names("deal", {.limit = 50}, rep(make_id())), Names{});
    const Names of_dan = all_names("deal", {.limit = 50}, rep(users[3]));
    EXPECT_GT(of_dan.size(), 20u);
    for (const std::string& name : of_dan)
        EXPECT_EQ(std::stoi(name.substr(1)) * 7 % 5, 3) << name;
}

READS_ON_BOTH(FindMergeTest);

} // namespace
} // namespace comity::record
