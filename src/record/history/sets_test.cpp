// The history as it is asked for: by words and period, however long the log is; and what the slider
// through time is marked with.

#include "record/fixtures/test_shelf.h"
#include "record/history/changes.h"
#include "record/history/days.h"
#include "store/database.h"

namespace comity::record {
namespace {

class ChangeSetsTest : public WritingTest {
protected:
    // Change sets of nobody's records, one a second from `first` on; their numbers follow the order
    // of `seconds`.
    void fill(Instant first, const std::vector<int>& seconds)
    {
        database().write([&](store::Connection& connection) {
            for (const int second : seconds)
                connection.execute(
                    {R"(INSERT INTO "change_set" ("id", "at", "actor_name", "origin", "label",
                        "node", "node_count", "records") VALUES (?, ?, '', 'api', 'Other', ?, 1,
                        0))",
                     {make_id(), Instant{first.us + second * 1'000'000LL}, engine().node()}});
        });
    }
    Json list(const Actor& actor, const ChangeQuery& query)
    {
        std::string out;
        list_changes(engine(), actor, query, out);
        return parse_json(out);
    }
    std::size_t count(const ChangeQuery& query)
    {
        const Json page = list(administrator(), query);
        EXPECT_TRUE(page.find("next")->is_null());
        return page.find("changes")->if_array()->size();
    }
    Instant at_of(const Id& change)
    {
        std::string out;
        read_change(engine(), administrator(), change, "", out);
        return *parse_instant(parse_json(out).text("at"));
    }
    Json days(const Actor& actor, const ChangesAbout& about)
    {
        std::string out;
        list_change_days(engine(), actor, about, out);
        return parse_json(out);
    }
    static std::int64_t total(const Json& days)
    {
        std::int64_t sum = 0;
        for (const Json& day : *days.find("days")->if_array())
            sum += std::stoll(format_json(*day.find("count")));
        return sum;
    }
};

TEST_P(ChangeSetsTest, WordsAreFoundBehindALongLog)
{
    create("account", R"({"name":"Nädel"})");
    std::vector<int> seconds(6'000);
    for (std::size_t i = 0; i < seconds.size(); ++i)
        seconds[i] = static_cast<int>(i);
    fill(now(), seconds);
    ChangeQuery query;
    query.text = "NADEL";
    EXPECT_EQ(count(query), 1u);
    query.text = "Na_el"; // no sign of it is a wildcard
    EXPECT_EQ(count(query), 0u);
    query = {};
    query.object = "account";
    EXPECT_EQ(count(query), 1u);
    query.object = "deal";
    EXPECT_EQ(count(query), 0u);
}

TEST_P(ChangeSetsTest, APeriodIsExactThoughNumbersAreNotQuiteInOrder)
{
    const Instant start{now().us + 3'600'000'000LL};
    fill(start, {0, 2, 1, 3});
    const Id late = create("contact", R"({"name":"Eva"})");
    // As if it had been written at once with those around it.
    database().write([&](store::Connection& connection) {
        connection.execute({R"(UPDATE "change_set" SET "at" = ? WHERE "id" = ?)",
                            {Instant{start.us + 1'500'000}, last_change()}});
    });
    ChangeQuery query;
    query.record = late;
    query.from = Instant{start.us + 1'500'000};
    EXPECT_EQ(count(query), 1u);
    query.until = Instant{start.us + 1'500'001};
    EXPECT_EQ(count(query), 1u);
    query.until = query.from;
    EXPECT_EQ(count(query), 0u);
    query.from = Instant{start.us + 1'500'001};
    query.until.reset();
    EXPECT_EQ(count(query), 0u);
}

TEST_P(ChangeSetsTest, DaysCountWhatThePersonMaySee)
{
    const Id sam = create("user", R"({"name":"Sam"})");
    const Id pat = create("user", R"({"name":"Pat"})");
    const Id mine = create_as(rep(sam), "contact", R"({"name":"Mine"})");
    const Id theirs = create_as(rep(pat), "contact", R"({"name":"Theirs"})");
    update("contact", theirs, R"({"name":"Still theirs"})");
    update("contact", mine, R"({"secret":"x"})");
    const Object& contact = object("contact");
    EXPECT_EQ(total(days(administrator(), {contact, {}})), 4);
    EXPECT_EQ(total(days(rep(sam), {contact, {}})), 2);
    EXPECT_EQ(total(days(administrator(), {contact, mine})), 2);
    EXPECT_EQ(total(days(rep(sam), {contact, mine})), 1); // what is secret did not happen
    EXPECT_EQ(total(days(rep(sam), {contact, theirs})), 0);
}

TEST_P(ChangeSetsTest, StepsAreTheMomentsAround)
{
    const Id id = create("contact", R"({"name":"Eva"})");
    const Instant made = at_of(last_change());
    update("contact", id, R"({"name":"Eve"})");
    const Instant edited = at_of(last_change());
    remove("contact", id);
    const Instant binned = at_of(last_change());
    const Object& contact = object("contact");
    const auto steps = [&](const std::optional<Id>& record, Instant at) {
        std::string out;
        find_change_steps(engine(), administrator(), {contact, record}, at, out);
        return parse_json(out);
    };
    for (const auto& record : {std::optional<Id>(), std::optional(id)}) {
        const Json around = steps(record, edited);
        EXPECT_EQ(around.text("previous"), format_instant(made));
        EXPECT_EQ(around.text("next"), format_instant(binned));
        EXPECT_TRUE(steps(record, made).find("previous")->is_null());
        EXPECT_TRUE(steps(record, binned).find("next")->is_null());
    }
    EXPECT_EQ(steps(id, edited).find("last")->text("label"), "Edited contact Eve");
    EXPECT_TRUE(steps(id, Instant{made.us - 1}).find("last")->is_null());
}

WRITES_ON_BOTH(ChangeSetsTest);

} // namespace
} // namespace comity::record
