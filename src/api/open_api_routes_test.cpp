// The description against the program: whatever the desk answers is described, and nothing else.
#include "api/desk.h"
#include "api/live.h"
#include "api/open_api.h"
#include "base/json.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/mechanism.h"
#include "record/object/shelf.h"
#include "store/database.h"

#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <string>

namespace comity::api {
namespace {

using namespace record;

// One object that has everything an address may ask for.
Shelf shelf_of_contacts()
{
    Shelf shelf;
    shelf.objects.push_back({.name = "user", .fields = {text("name").required()}});
    shelf.objects.push_back({.name = "role", .fields = {text("name").required()}});
    shelf.objects.push_back(
        {.name = "contact",
         .title = "last_name",
         .fields = {text("first_name"), text("last_name").required(), emails("emails"),
                    phones("phones"), reference("owner", "user"),
                    reference("reports_to", "contact")},
         .owner = "owner"});
    shelf.actions.push_back({.name = "call", .object = "contact", .label = "Call"});
    return shelf;
}

// "get /api/v1/contacts/{}": what a hole is called does not count.
std::string plain(std::string method, std::string path)
{
    for (char& c : method)
        c = static_cast<char>(std::tolower(c));
    path = std::regex_replace(path, std::regex(R"(\{plural\})"), "contacts");
    path = std::regex_replace(path, std::regex(R"(\{action\})"), "call");
    return method + " " + std::regex_replace(path, std::regex(R"(\{\w+\})"), "{}");
}

TEST(OpenApiRoutesTest, DescribesWhatTheDeskAnswers)
{
    const ScratchStore store(false);
    const auto database = store::Database::open(store.options());
    Engine engine(*database, shelf_of_contacts(), record::all_mechanisms(), store.folder());
    LiveUpdates live(engine);
    Desk desk{engine, live};
    const http::Router router = make_router(desk);
    std::set<std::string> answered;
    for (const std::string& route : router.routes()) {
        const std::size_t space = route.find(' ');
        if (const std::string path = route.substr(space + 1); path.starts_with("/api/"))
            answered.insert(plain(route.substr(0, space), path));
    }
    std::set<std::string> described;
    const Json document = parse_json(format_open_api(*engine.catalog(), engine.shelf()));
    for (const auto& [path, operations] : *document.find("paths")->if_object())
        for (const auto& [method, operation] : *operations.if_object())
            if (method != "parameters")
                described.insert(plain(method, path));
    for (const std::string& route : answered)
        EXPECT_TRUE(described.contains(route)) << route << " is not described";
    // Of the objects one stands for all.
    for (const std::string& route : described)
        if (!route.contains("/users") && !route.contains("/roles")) {
            EXPECT_TRUE(answered.contains(route)) << route << " is described and not answered";
        }
    EXPECT_GT(answered.size(), 80u);
}

} // namespace
} // namespace comity::api
