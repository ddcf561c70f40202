#include "exchange/import/import_fixture.h"

#include <filesystem>
#include <fstream>

namespace comity::exchange {
namespace {

class ImportJobTest : public ImportTest {
protected:
    Id start(const std::string& text, const ImportOptions& options, const Actor& actor)
    {
        const std::string path = folder() + "/spooled";
        std::ofstream(path, std::ios::binary) << text;
        const Id id = start_import(engine(), actor, path, "people.csv", options);
        engine().part<LongWorks>().finish();
        return id;
    }

    Json read(const Id& id, const Actor& actor)
    {
        std::string out;
        read_import(engine(), actor, id, out);
        return parse_json(out);
    }

    Actor somebody() const
    {
        Actor actor = administrator();
        actor.user = make_id();
        auto role = std::make_shared<Role>();
        role->reaches["*"] = {Reach::all, Reach::all, Reach::all, Reach::all, Reach::all};
        actor.role = role;
        return actor;
    }
};

IMPORTS_ON_BOTH(ImportJobTest);

TEST_P(ImportJobTest, LooksFirstAndRunsWhenToldTo)
{
    const Actor actor = somebody();
    const std::string file = "Name,Sparte,Umsatz,Branche\nAcme,x,1,tech\nBeta,y,much,tech\n";
    ImportOptions options = parse_import_options(parse_json(R"({"dry_run":true})"));
    options.object = "account";
    const Id id = start(file, options, actor);
    Json json = read(id, actor);
    EXPECT_EQ(json.text("state"), "waiting") << format_json(json);
    EXPECT_EQ(format_json(*json.find("map")),
              R"({"Name":"name","Umsatz":"revenue","Branche":"sector"})");
    EXPECT_EQ(format_json(*json.find("guesses")), R"({"Umsatz":"revenue"})");
    EXPECT_EQ(format_json(*json.find("rows")), "2");
    EXPECT_TRUE(json.find("change")->is_null());
    EXPECT_EQ(number("SELECT COUNT(*) FROM \"accounts\""), 0);

    options = parse_import_options(parse_json(R"({"map":{"Umsatz":"revenue"},"match":["name"]})"));
    restart_import(engine(), actor, id, options);
    engine().part<LongWorks>().finish();
    json = read(id, actor);
    EXPECT_EQ(json.text("state"), "done");
    EXPECT_EQ(format_json(*json.find("created")), "1");
    EXPECT_EQ(format_json(*json.find("errors")), "1");
    EXPECT_TRUE(parse_id(json.text("change")));
    std::ifstream errors(errors_file_of(engine(), actor, id));
    std::string line;
    std::getline(errors, line);
    EXPECT_EQ(line, "Name,Sparte,Umsatz,Branche,line,reason\r");
    std::getline(errors, line);
    EXPECT_EQ(line, "Beta,y,much,tech,3,\"\"\"much\"\" is not money.\"\r");
    EXPECT_THROW(restart_import(engine(), actor, id, options), Error);
}

TEST_P(ImportJobTest, TellsWhyItFailedAndShowsOnlyOnesOwn)
{
    const Actor actor = somebody();
    ImportOptions options{.object = "account"};
    const Id id = start("name\n\"open\n", options, actor);
    const Json json = read(id, actor);
    EXPECT_EQ(json.text("state"), "failed");
    EXPECT_TRUE(json.text("error").starts_with("Line 2: a quote is opened"));
    EXPECT_TRUE(json.find("change")->is_null());
    EXPECT_THROW(read(id, somebody()), Error);
    EXPECT_EQ(read(id, administrator()).text("state"), "failed");
    std::string list;
    list_imports(engine(), somebody(), 20, list);
    EXPECT_EQ(list, R"({"imports":[]})");
    list.clear();
    list_imports(engine(), actor, 20, list);
    EXPECT_EQ(parse_json(list).find("imports")->if_array()->size(), 1u);
    EXPECT_THROW(errors_file_of(engine(), actor, id), Error);
    EXPECT_THROW(parse_import_options(parse_json(R"({"maps":{}})")), Error);
}

} // namespace
} // namespace comity::exchange
