#include "record/fixtures/reading_fixture.h"

#include "base/error.h"

namespace comity::record {
namespace {

using Names = std::vector<std::string>;

class TimelineTest : public ReadingTest {
protected:
    Id sam, deal;

    void SetUp() override
    {
        ReadingTest::SetUp();
        if (IsSkipped())
            return;
        sam = put("user", R"({"name":"Sam"})");
        deal = put("deal", R"({"name":"Big","owner":")" + format_id(sam) + "\"}");
    }

    Id log(std::string_view verb, std::string_view fields, std::string_view label)
    {
        const Id set = make_id();
        database().write([&](store::Connection& connection) {
            connection.execute({R"(INSERT INTO "change_set" ("id", "at", "actor", "actor_name",
                                   "origin", "label", "node", "node_count", "records")
                                   VALUES (?, ?, ?, 'Sam', 'screen', ?, ?, 1, 1))",
                                {set, now(), sam, std::string(label), engine().node()}});
            connection.execute({R"(INSERT INTO "change" ("change_set", "position", "object",
                                   "record", "verb", "version", "title", "fields")
                                   VALUES (?, 0, 'deal', ?, ?, 1, 'Big', ?))",
                                {set, deal, std::string(verb), std::string(fields)}});
        });
        return set;
    }

    Id note(std::string_view subject, std::string_view more, Instant at)
    {
        return put("activity",
                   R"({"subject":")" + std::string(subject) +
                       R"(","about":{"object":"deal","id":")" + format_id(deal) + "\"}" +
                       std::string(more) + "}",
                   at);
    }

    Json page(const Actor& actor, const std::vector<std::string>& kinds = {},
              std::string_view after = "", int limit = 50)
    {
        std::string out;
        read_timeline(engine(), actor, object("deal"), deal, kinds, after, limit, out);
        return parse_json(out);
    }

    static Names told(const Json& page)
    {
        Names names;
        for (const Json& entry : *page.find("entries")->if_array())
            names.push_back(std::string(entry.text("kind")) + ":" +
                            std::string(entry.text("title")));
        return names;
    }
};

TEST_P(TimelineTest, MergesNewestFirst)
{
    const Instant start = now();
    log("create", R"({"name":[null,"Big"]})", "Created");
    log("update", R"({"stage":["open","won"],"secret":["a","b"]})", "Won it");
    log("update", R"({"secret":["b","c"]})", "Secret");
    note("Later", R"(,"kind":"call","body":"Hello")", {start.us + 60'000'000});
    note("Earlier", R"(,"kind":"note")", {start.us - 60'000'000});
    note("Done long ago", R"(,"kind":"call","done_at":"2020-01-01T00:00:00Z")", start);
    put("file", R"({"name":"offer.pdf","about":{"object":"deal","id":")" + format_id(deal) + "\"}}",
        {start.us - 120'000'000});
    const Id other = put("deal", R"({"name":"Other"})");
    put("activity",
        R"({"subject":"Elsewhere","about":{"object":"deal","id":")" + format_id(other) + "\"}}");
    const Names all = {"activity:Later",        "change:Secret",    "stage:Won it",
                       "change:Created",        "activity:Earlier", "file:offer.pdf",
                       "activity:Done long ago"};
    EXPECT_EQ(told(page(administrator())), all);
    Names walked;
    std::string after;
    for (int i = 0; i < 10; ++i) {
        const Json part = page(administrator(), {}, after, 2);
        const Names names = told(part);
        walked.insert(walked.end(), names.begin(), names.end());
        if (part.find("next")->is_null())
            break;
        after = part.text("next");
    }
    EXPECT_EQ(walked, all);

    EXPECT_EQ(told(page(administrator(), {"call"})),
              (Names{"activity:Later", "activity:Done long ago"}));
    EXPECT_EQ(told(page(administrator(), {"stage", "file"})),
              (Names{"stage:Won it", "file:offer.pdf"}));
    EXPECT_EQ(told(page(administrator(), {"change"})), (Names{"change:Secret", "change:Created"}));

    const Json first = page(administrator()).find("entries")->if_array()->at(0);
    EXPECT_EQ(first.text("activity_kind"), "call");
    EXPECT_EQ(first.text("body"), "Hello");
    EXPECT_FALSE(first.flag("done", true));
    const Json stage = page(administrator()).find("entries")->if_array()->at(2);
    EXPECT_EQ(stage.text("actor_name"), "Sam");
    EXPECT_EQ(format_json(stage.find("fields")->if_array()->at(0)),
              R"({"field":"stage","label":"Stage","old":"open","new":"won"})");
}

TEST_P(TimelineTest, ShowsWhatMayBeSeenOnly)
{
    log("update", R"({"stage":["open","won"],"secret":["a","b"]})", "Won it");
    log("update", R"({"secret":["b","c"]})", "Secret");
    note("Mine", R"(,"owner":")" + format_id(sam) + "\"", now());
    note("Nobody's", "", now());
    EXPECT_EQ(told(page(rep(sam))), (Names{"activity:Mine", "change:Secret", "stage:Won it"}));
    Actor narrow = rep(sam);
    auto role = role_of(Reach::own);
    role->hidden_fields["deal"].insert("secret");
    narrow.role = role;
    const Json seen = page(narrow);
    EXPECT_EQ(told(seen), (Names{"activity:Mine", "stage:Won it"}));
    EXPECT_EQ(seen.find("entries")->if_array()->at(1).find("fields")->if_array()->size(), 1u);
    const Id stranger = put("user", R"({"name":"Eva"})");
    EXPECT_EQ(error_of([&] { page(rep(stranger)); }).cause(), Cause::not_found);
    EXPECT_EQ(error_of([&] { page(rep(sam), {"song"}); }).cause(), Cause::invalid);
    EXPECT_EQ(error_of([&] { page(rep(sam), {}, "nonsense"); }).cause(), Cause::malformed);
}

READS_ON_BOTH(TimelineTest);

} // namespace
} // namespace comity::record
