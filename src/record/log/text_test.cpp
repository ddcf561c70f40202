// What the log says of people is sealed with a key of their own, and gone when the key is.
#include "base/secret.h"
#include "record/check/check.h"
#include "record/fixtures/test_shelf.h"
#include "record/history/changes.h"
#include "record/log/person_keys.h"
#include "store/database.h"

namespace comity::record {
namespace {

class LogTextTest : public WritingTest {
protected:
    std::string log()
    {
        std::string all;
        database().read([&](store::Connection& connection) {
            const auto add = [&](const store::Row& row) { all += row.text(0); };
            connection.query({R"(SELECT "title" || "fields" FROM "change")", {}}, add);
            connection.query({R"(SELECT "label" FROM "change_set")", {}}, add);
        });
        return all;
    }
    Json newest(const Actor& actor)
    {
        std::string out;
        list_changes(engine(), actor, {}, out);
        return (*parse_json(out).find("changes")->if_array()).at(0);
    }
    void forget(const Id& person)
    {
        database().write(
            [&](store::Connection& connection) { destroy_person_key(connection, person); });
    }
};

TEST_P(LogTextTest, PersonalValuesAreNotInTheOpen)
{
    const Id person =
        create("person", R"({"name":"Grace Hopper","mails":["grace@engine.example"]})");
    update("person", person, R"({"name":"Augusta King","town":"Ockham"})");
    const std::string kept = log();
    for (const char* hidden : {"Grace", "Augusta", "engine.example"})
        EXPECT_EQ(kept.find(hidden), kept.npos) << kept;
    EXPECT_NE(kept.find("Ockham"), kept.npos);
}

TEST_P(LogTextTest, IsReadAsItWasSaid)
{
    const Id person =
        create("person", R"({"name":"Grace Hopper","mails":["grace@engine.example"]})");
    update("person", person, R"({"name":"Augusta King","town":"Ockham"})");
    const Json set = newest(administrator());
    EXPECT_EQ(set.text("label"), "Edited person Augusta King");
    const Json change = set.find("changes")->if_array()->at(0);
    EXPECT_EQ(change.text("title"), "Augusta King");
    EXPECT_EQ(format_json(*change.find("fields")),
              R"([{"field":"name","label":"Name","old":"Grace Hopper","new":"Augusta King"},)"
              R"({"field":"town","label":"Town","old":null,"new":"Ockham"}])");
    EXPECT_TRUE(check_database(engine()).findings.empty());
}

TEST_P(LogTextTest, IsGoneWithTheKeyAndOnlyThen)
{
    const Id grace = create("person", R"({"name":"Grace Hopper","town":"London"})");
    const Id mary = create("person", R"({"name":"Mary Somerville","town":"Naples"})");
    forget(grace);
    std::string out;
    list_changes(engine(), administrator(), {.record = grace}, out);
    EXPECT_EQ(out.find("Grace"), out.npos) << out;
    EXPECT_NE(out.find("London"), out.npos) << out;
    EXPECT_NE(out.find(R"("erased":true)"), out.npos) << out;
    EXPECT_NE(out.find(R"("label":"Created person")"), out.npos) << out;
    out.clear();
    list_changes(engine(), administrator(), {.record = mary}, out);
    EXPECT_NE(out.find("Mary Somerville"), out.npos) << out;
    EXPECT_EQ(out.find("erased"), out.npos) << out;
    EXPECT_TRUE(check_database(engine()).findings.empty());
    // Life goes on with a new key; what was said before stays unreadable.
    update("person", grace, R"({"name":"Nobody"})");
    EXPECT_EQ(newest(administrator()).text("label"), "Edited person Nobody");
    out.clear();
    list_changes(engine(), administrator(), {.record = grace}, out);
    EXPECT_EQ(out.find("\"new\":\"Grace"), out.npos) << out;
    EXPECT_TRUE(check_database(engine()).findings.empty());
}

TEST_P(LogTextTest, UndoPutsPersonalValuesBack)
{
    const Id person =
        create("person", R"({"name":"Grace Hopper","mails":["grace@engine.example"]})");
    update("person", person, R"({"name":"Augusta King","mails":[]})");
    undo(last_change());
    EXPECT_EQ(value("person", person, "name"), R"("Grace Hopper")");
    EXPECT_EQ(value("person", person, "mails"),
              R"([{"value":"grace@engine.example","label":null}])");
    EXPECT_EQ(newest(administrator()).text("label"), "Undid: Edited person Grace Hopper");
}

TEST(Seal, OpensOnlyWithItsKey)
{
    const SealKey key = make_seal_key();
    for (const std::string& text : {std::string(), std::string("Zoë"), std::string(5000, 'x')}) {
        const std::string sealed = seal(text, key);
        EXPECT_EQ(unseal(sealed, key), text);
        EXPECT_NE(seal(text, key), sealed); // two alike do not look alike
        EXPECT_FALSE(unseal(sealed, make_seal_key()));
        EXPECT_FALSE(unseal(sealed.substr(1), key));
    }
    EXPECT_FALSE(unseal("", key));
    EXPECT_FALSE(unseal("not base64!", key));
}

WRITES_ON_BOTH(LogTextTest);

} // namespace
} // namespace comity::record
