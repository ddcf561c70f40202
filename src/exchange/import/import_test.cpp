#include "exchange/import/import_fixture.h"

#include "record/save/save.h"
#include "store/database.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace comity::exchange {
namespace {

IMPORTS_ON_BOTH(ImportTest);

TEST_P(ImportTest, CreatesThenChangesNothingThenUpdatesWhatDiffers)
{
    const std::string file = "name,sector,revenue,employees\nAcme,tech,1100.04,12\nÜmbrella,,,\n";
    const ImportOptions options{.object = "account", .match = {"name"}};
    EXPECT_EQ(counts_of(import(file, options)), "created 2");
    EXPECT_EQ(number("SELECT \"revenue\" FROM \"accounts\" WHERE \"name\" = 'Acme'"), 11000400);
    const auto before = all_counts();
    EXPECT_EQ(counts_of(import(file, options)), "unchanged 2");
    EXPECT_EQ(all_counts(), before);
    const ImportReport third = import("name,sector\nACME,tech\numbrella,pharma\nNew,\n", options);
    EXPECT_EQ(counts_of(third), "created 1, updated 2");
    EXPECT_EQ(text("SELECT \"name\" FROM \"accounts\" ORDER BY \"name\""), "ACME\nNew\numbrella");
    // What an empty cell does not say stays.
    EXPECT_EQ(
        number("SELECT COUNT(*) FROM \"accounts\" WHERE \"name\" = 'ACME' AND \"employees\" = 12"),
        1);
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"change_set\""), 2);
}

TEST_P(ImportTest, LinksParentsThatComeLater)
{
    const std::string file = "name,parent\nBranch,Head Office\nLeaf,branch\nHead Office,\n";
    const ImportOptions options{.object = "account", .match = {"name"}};
    EXPECT_EQ(counts_of(import(file, {.object = "account", .match = {"name"}, .dry_run = true})),
              "created 3");
    EXPECT_EQ(counts_of(import(file, options)), "created 3");
    EXPECT_EQ(text("SELECT p.\"name\" FROM \"accounts\" a JOIN \"accounts\" p ON p.\"id\" = "
                   "a.\"parent\" ORDER BY a.\"name\""),
              "Head Office\nBranch");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"change_set\""), 1);
    EXPECT_EQ(counts_of(import(file, options)), "unchanged 3");
}

TEST_P(ImportTest, SaysWhichParentDidNotComeIn)
{
    const ImportReport report =
        import("name,parent,revenue\nBranch,Head,\nHead,,much\n", {.object = "account"});
    EXPECT_EQ(counts_of(report), "failed 2");
    EXPECT_NE(errors().find("It went in without its parent"), std::string::npos);
    EXPECT_EQ(text("SELECT \"name\" FROM \"accounts\""), "Branch");
}

TEST_P(ImportTest, FailsRowsWithLineAndReasonAndKeepsTheOthers)
{
    const ImportReport report = import("name,year_established,kind\n"
                                       "Good,1999,Customer\n"
                                       "\"Two\nlines\",never,customer\n"
                                       ",2001,\n"
                                       "Short,2002\n"
                                       "Wide,2003,,4\n"
                                       "Odd,2004,enemy\n"
                                       "Last,2005,PROSPECT\n",
                                       {.object = "account"});
    EXPECT_EQ(counts_of(report), "created 2, failed 5");
    EXPECT_EQ(text("SELECT \"name\" FROM \"accounts\" ORDER BY \"name\""), "Good\nLast");
    const std::string said = errors();
    EXPECT_TRUE(said.starts_with("name,year_established,kind,line,reason\r\n\"Two\nlines\",never,"
                                 "customer,3,"))
        << said;
    EXPECT_NE(said.find("Short,2002,,6,\"The row has 2 fields, the header has 3.\""),
              std::string::npos);
    EXPECT_NE(said.find("Wide,2003,,7,\"The row has 4 fields"), std::string::npos);
}

TEST_P(ImportTest, LinksByNameIdAndExternalId)
{
    import("name,external_id\nAcme,A1\nBeta,B1\nTwin,T1\nTwin,T2\n", {.object = "account"});
    const std::string id =
        text("SELECT CAST(\"external_id\" AS TEXT) FROM \"accounts\" WHERE \"name\" = 'Acme'");
    EXPECT_EQ(id, "A1");
    std::string uuid;
    engine().database().read([&](store::Connection& connection) {
        connection.query({"SELECT \"id\" FROM \"accounts\" WHERE \"name\" = 'Beta'", {}},
                         [&](const store::Row& row) { uuid = format_id(row.id(0)); });
    });
    const ImportReport report = import("last_name,account\na,acme\nb,A1\nc," + uuid +
                                           "\nd,T2\ne,twin\nf,Nobody\ng,\n"
                                           "h,01890000-0000-7000-8000-000000000000\n",
                                       {.object = "contact"});
    EXPECT_EQ(counts_of(report), "created 5, failed 3");
    EXPECT_NE(errors().find("is the name of 2 accounts"), std::string::npos);
    EXPECT_NE(errors().find("There is no account called \"\"Nobody\"\""), std::string::npos);
    EXPECT_EQ(text("SELECT a.\"external_id\" FROM \"contacts\" c JOIN \"accounts\" a ON a.\"id\" = "
                   "c.\"account\" ORDER BY c.\"last_name\""),
              "A1\nA1\nB1\nT2");
}

TEST_P(ImportTest, LinksToAnythingAndToSeveral)
{
    import("name\nAcme\nBeta\n", {.object = "account"});
    EXPECT_EQ(counts_of(import("subject,about\nCall,account:acme\nMail,Acme\nNone,\n",
                               {.object = "activity"})),
              "created 2, failed 1");
    EXPECT_EQ(text("SELECT \"about_object\" FROM \"activities\" WHERE \"subject\" = 'Call'"),
              "account");
    EXPECT_EQ(
        counts_of(import("name,partners\nBig,Acme; Beta\nBad,Acme; Zeta\n", {.object = "deal"})),
        "created 1, failed 1");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"deals_partners\""), 2);
}

TEST_P(ImportTest, MakesWhatTheOptionsSayOnceAndInTheSameChangeSet)
{
    const std::string file = "agent,boss,office\nAnna,Dustin,Central\nCecily,dustin,Central\n"
                             "Versie,Anna,East\n";
    ImportOptions options{.object = "user",
                          .map = {{"agent", "name"}, {"boss", "manager"}, {"office", "team"}},
                          .match = {"name"},
                          .create = {"manager", "team"}};
    const auto before = all_counts();
    options.dry_run = true;
    EXPECT_EQ(counts_of(import(file, options)), "created 3, also team 2, also user 1");
    EXPECT_EQ(all_counts(), before);
    options.dry_run = false;
    EXPECT_EQ(counts_of(import(file, options)), "created 3, also team 2, also user 1");
    EXPECT_EQ(text("SELECT \"name\" FROM \"users\" ORDER BY \"name\""),
              "Anna\nCecily\nDustin\nVersie");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"change_set\""), 1);
    EXPECT_EQ(counts_of(import(file, options)), "unchanged 3");
}

const char* const deals = "id,product,deal_stage,close_value,agent\n"
                          "1,GTXPro,Won,1054,\n"
                          "2,GTXPro,Engaging,,\n"
                          "3,MG Special,Lost,0,\n"
                          "4,GTXPro,Prospecting,,\n"
                          "5,Unheard of,Won,5,\n";

ImportOptions deal_options()
{
    return {.object = "deal",
            .map = {{"id", "external_id"}, {"deal_stage", "stage"}, {"close_value", "amount"}},
            .match = {"external_id"},
            .create = {"pipeline", "stage"},
            .set = {{"pipeline", "Field sales"}, {"name", "A deal"}}};
}

TEST_P(ImportTest, MakesNothingForRowsThatFail)
{
    const ImportReport report = import("name,team,manager\nA,East,Nobody\nB,West,\n,North,\n",
                                       {.object = "user", .create = {"team"}});
    EXPECT_EQ(counts_of(report), "created 1, failed 2, also team 2");
    EXPECT_EQ(text("SELECT \"name\" FROM \"teams\" ORDER BY \"name\""), "North\nWest");
    EXPECT_NE(told(import("name,kind\nA,custmer\n", {.object = "account", .dry_run = true}),
                   "suggestions")
                  .find("\"nearest\":\"Customer\""),
              std::string::npos);
}

TEST_P(ImportTest, SuggestsInADryRunAndWritesNothing)
{
    import("name,list_price\nGTX Pro,4821\nGTX Basic,550\nMG Special,55\n", {.object = "product"});
    const auto before = all_counts();
    ImportOptions options = deal_options();
    options.dry_run = true;
    const ImportReport report = import(deals, options);
    EXPECT_EQ(all_counts(), before);
    EXPECT_EQ(counts_of(report), "created 1, failed 4, also pipeline 1, also stage 4");
    EXPECT_EQ(report.state, "waiting");
    EXPECT_TRUE(report.change_set.is_nil());
    const std::string suggestions = told(report, "suggestions");
    EXPECT_TRUE(suggestions.starts_with("[{\"field\":\"product\",\"text\":\"GTXPro\",\"nearest\":"
                                        "\"GTX Pro\",\"nearest_id\":\""))
        << suggestions;
    EXPECT_NE(suggestions.find("\"rows\":3}"), std::string::npos);
    EXPECT_EQ(suggestions.find("Unheard"), std::string::npos);
    EXPECT_NE(told(report, "missing")
                  .find("{\"field\":\"product\",\"text\":\"Unheard of\",\"rows\":1,"
                        "\"creatable\":true}"),
              std::string::npos);
    EXPECT_NE(told(report, "notes").find("Stage \\\"Won\\\" will close deals as won."),
              std::string::npos)
        << told(report, "notes");
    EXPECT_NE(told(report, "notes").find("Columns left out: agent."), std::string::npos);
    EXPECT_NE(told(report, "preview").find("\"row\":4,\"verb\":\"create\""), std::string::npos);
    EXPECT_NE(format_import_report(report).find("--same \"product:GTXPro=GTX Pro\""),
              std::string::npos);
}

TEST_P(ImportTest, MakesStagesInOrderAndTakesSameTexts)
{
    import("name\nGTX Pro\nMG Special\n", {.object = "product"});
    ImportOptions options = deal_options();
    options.same = {{"product", {{"GTXPro", "GTX Pro"}}}};
    EXPECT_EQ(counts_of(import(deals, options)),
              "created 4, failed 1, also pipeline 1, also stage 4");
    EXPECT_EQ(text("SELECT \"key\" || ' ' || \"status\" FROM \"stages\" ORDER BY \"position\""),
              "engaging open\nprospecting open\nwon won\nlost lost");
    EXPECT_EQ(text("SELECT \"stage\" FROM \"deals\" ORDER BY \"external_id\""),
              "won\nengaging\nlost\nprospecting");
    EXPECT_EQ(counts_of(import(deals, options)), "unchanged 4, failed 1");
    // Without create, a stage that is not there is missing, by key or name of its own pipeline.
    options.create = {};
    options.map = {{"id", "external_id"}};
    EXPECT_EQ(counts_of(import("id,stage\n1,WON\n2,gone\n", options)), "unchanged 1, failed 1");
}

TEST_P(ImportTest, LaterRowsOfTheSameKeyUpdateEarlierOnes)
{
    const ImportReport report = import("external_id,name,amount\n7,First,1\n8,Other,\n7,Second,2\n"
                                       "7,Second,2\n",
                                       {.object = "deal", .match = {"external_id"}});
    EXPECT_EQ(counts_of(report), "created 2, updated 1, unchanged 1");
    EXPECT_EQ(text("SELECT \"name\" FROM \"deals\" ORDER BY \"external_id\""), "Second\nOther");
}

TEST_P(ImportTest, FindsPeopleByAnyAddressAndAddsOnes)
{
    import("last_name,emails\nMüller,a@x.de; b@x.de\nMeier,c@x.de\n", {.object = "contact"});
    EXPECT_EQ(counts_of(import("last_name,emails\nMüller,B@x.de\nMeier,d@x.de;c@x.de\n"
                               "Both,a@x.de;c@x.de\nNew,e@x.de\nNone,\n",
                               {.object = "contact", .match = {"emails"}})),
              "created 2, updated 1, unchanged 1, failed 1");
    EXPECT_EQ(text("SELECT \"value\" FROM \"contacts_emails\" ORDER BY \"value\""),
              "a@x.de\nb@x.de\nc@x.de\nd@x.de\ne@x.de");
    EXPECT_EQ(counts_of(import("first_name,last_name\n,Meier\n",
                               {.object = "contact", .match = {"last_name"}, .create_only = true})),
              "unchanged 1");
}

TEST_P(ImportTest, AsksForDatesThatCanBeReadTwoWays)
{
    const std::string file =
        "name,started_on,closed_on\nA,03/04/2024,25/12/2024\nB,05/06/2024,1/2/2024\n";
    const std::string said = refusal(file, {.object = "deal"});
    EXPECT_NE(said.find("started_on can be read as day/month and as month/day"), std::string::npos);
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"deals\""), 0);
    const ImportReport dry = import(file, {.object = "deal", .dry_run = true});
    EXPECT_NE(told(dry, "format").find("\"ambiguous_dates\":[\"started_on\"]"), std::string::npos);
    EXPECT_EQ(counts_of(import(file, {.object = "deal", .date_order = "dmy"})), "created 2");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"deals\" WHERE \"started_on\" = '2024-04-03'"), 1);
    EXPECT_EQ(
        counts_of(import("name,started_on\nC,12/25/2024\nD,1/2/2024\nE,2024-01-23T02:21:49.000+"
                         "0000\nF,31/31/2024\n",
                         {.object = "deal"})),
        "created 3, failed 1");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"deals\" WHERE \"started_on\" = '2024-01-02'"), 1);
}

TEST_P(ImportTest, ReadsDecimalCommasAndAsksWhenInDoubt)
{
    EXPECT_EQ(
        counts_of(import("name;revenue\nA;1.234,5\nB;7,25\nC;1.000\n", {.object = "account"})),
        "created 3");
    EXPECT_EQ(number("SELECT \"revenue\" FROM \"accounts\" WHERE \"name\" = 'A'"), 12345000);
    EXPECT_EQ(number("SELECT \"revenue\" FROM \"accounts\" WHERE \"name\" = 'C'"), 10000000);
    EXPECT_NE(refusal("name,revenue\nA,1.234\n", {.object = "account"}).find("decimal comma"),
              std::string::npos);
    EXPECT_EQ(counts_of(import("name,revenue\nD,1.234\n", {.object = "account", .decimal = "."})),
              "created 1");
    EXPECT_EQ(number("SELECT \"revenue\" FROM \"accounts\" WHERE \"name\" = 'D'"), 12340);
}

TEST_P(ImportTest, RefusesTheWholeFileBeforeWriting)
{
    std::string file = "name\n";
    for (int i = 0; i < 3'000; ++i)
        file += "Account " + std::to_string(i) + "\n";
    EXPECT_NE(
        refusal(file + "\"open\n", {.object = "account"}).find("Line 3002: a quote is opened"),
        std::string::npos);
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"accounts\""), 0);
    EXPECT_NE(refusal("", {.object = "account"}).find("file is empty"), std::string::npos);
    EXPECT_NE(refusal("foo,bar\n1,2\n", {.object = "account"}).find("No column of the file"),
              std::string::npos);
    EXPECT_NE(refusal("name\nA\n", {.object = "account", .map = {{"Nam", "name"}}})
                  .find("no column called \"Nam\""),
              std::string::npos);
    EXPECT_NE(refusal("name,x\nA,\n", {.object = "account", .map = {{"x", "checked"}}})
                  .find("cannot be written"),
              std::string::npos);
    EXPECT_NE(refusal("name\nA\n", {.object = "account", .match = {"external_id"}})
                  .find("no column goes there"),
              std::string::npos);
    EXPECT_NE(
        refusal("name\nA\n", {.object = "account", .create = {"sector"}}).find("cannot be made"),
        std::string::npos);
    EXPECT_THROW(import("name\n", {.object = "nonsense"}), Error);
}

TEST_P(ImportTest, UndoTakesAnImportBack)
{
    import("name\nGTX Pro\nMG Special\n", {.object = "product"});
    ImportOptions options = deal_options();
    options.same = {{"product", {{"GTXPro", "GTX Pro"}}}};
    std::string file = "id,name,product,deal_stage\n";
    for (int i = 0; i < 4'500; ++i)
        file += std::to_string(i) + ",Deal " + std::to_string(i) + ",GTXPro,Engaging\n";
    options.set.erase("name");
    options.map.erase("close_value");
    const ImportReport report = import(file, options);
    EXPECT_EQ(counts_of(report), "created 4500, also pipeline 1, also stage 1");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"change_set\""), 2);
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"deals\" WHERE \"deleted_at\" IS NULL"), 4500);
    undo_change_set(engine(), administrator(), report.change_set);
    for (const char* table : {"deals", "pipelines", "stages"})
        EXPECT_EQ(number("SELECT COUNT(*) FROM \"" + std::string(table) +
                         "\" WHERE \"deleted_at\" IS NULL"),
                  0);
}

TEST_P(ImportTest, MayDoOnlyWhatTheActorMay)
{
    auto role = std::make_shared<Role>();
    role->reaches["*"] = {Reach::all, Reach::all, Reach::none, Reach::none, Reach::none};
    role->reaches["team"] = {Reach::all, Reach::none, Reach::none, Reach::none, Reach::none};
    role->read_only_fields["account"] = {"revenue"};
    Actor actor = administrator();
    actor.role = role;
    EXPECT_THROW(import("name,revenue\nA,1\n", {.object = "account"}, actor), Error);
    EXPECT_EQ(counts_of(import("name,sector\nA,x\n", {.object = "account"}, actor)), "created 1");
    EXPECT_EQ(
        counts_of(import("name,sector\nA,y\n", {.object = "account", .match = {"name"}}, actor)),
        "failed 1");
    EXPECT_EQ(text("SELECT \"sector\" FROM \"accounts\""), "x");
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"teams\""), 0);
}

TEST_P(ImportTest, KeepsNaughtyTextByteForByte)
{
    const std::string naughty[] = {" leading",
                                   "trailing ",
                                   "=1+1",
                                   "'; DROP TABLE accounts; --",
                                   "\xf0\x9f\x98\x8e\xe2\x80\x8f\xd8\xa7",
                                   "a\r\nb",
                                   "\x01\x02\x7f",
                                   "NULL",
                                   "<script>alert(1)</script>",
                                   "\\N",
                                   "\"\"",
                                   "0",
                                   "false"};
    std::string file = "name,sector\n";
    for (const std::string& text : naughty) {
        std::string quoted;
        for (const char c : text)
            quoted += c == '"' ? "\"\"" : std::string(1, c);
        file += "n,\"" + quoted + "\"\n";
    }
    EXPECT_EQ(counts_of(import(file, {.object = "account"})), "created 13");
    for (const std::string& text : naughty) {
        std::int64_t found = 0;
        engine().database().read([&](store::Connection& connection) {
            connection.query({"SELECT 1 FROM \"accounts\" WHERE \"sector\" = ?", {text}},
                             [&](const store::Row&) { ++found; });
        });
        EXPECT_EQ(found, 1) << text;
    }
}

} // namespace
} // namespace comity::exchange
