// The description of the API, generated over a small shelf: whole, without doubles, with a path for
// everything.
#include "api/open_api.h"

#include "api/open_api_schema.h"
#include "base/json.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace comity::api {
namespace {

using namespace record;

Object firm()
{
    return {
        .name = "firm",
        .fields = {text("name").required(), emails("emails"), address("billing_address"),
                   choice("kind", {{"small", "", ""}, {"large", "", ""}}), yes_no("is_active"),
                   text("code").read_only()},
    };
}

Object sale_line()
{
    return {
        .name = "sale_line",
        .fields = {text("name").required(), reference("firm", "firm").required(),
                   reference("about"), references("friends", "firm"), money("amount"),
                   number("pieces", 0), percent("share"), date("sold_on"), instant("told_at"),
                   choices("tags"), phones("phones"), web("page"), file("paper"), long_text("body"),
                   document("notes"), choice("stage").required().starts_as("new")},
    };
}

Object paper()
{
    return {.name = "file", .fields = {text("name").required()}};
}

class OpenApiTest : public testing::Test {
protected:
    const Catalog catalog{{firm(), sale_line(), paper()}};
    const Json document = [this] {
        Shelf shelf;
        shelf.actions.push_back({.name = "close",
                                 .object = "firm",
                                 .label = "Close",
                                 .input = {text("reason").required(), money("cost")}});
        shelf.insights.push_back({.name = "sold_by_day",
                                  .label = "Sold by day",
                                  .definition = "What was sold, by the day.",
                                  .object = "sale_line",
                                  .input = {{reference("firm", "firm"), "firm"}},
                                  .time = "sold_on"});
        return parse_json(format_open_api(catalog, shelf));
    }();

    const Json& paths() const { return *document.find("paths"); }

    // What stands below these names, one after another; null where one is missing.
    const Json* at(const std::vector<std::string>& names) const
    {
        const Json* place = &document;
        for (const std::string& name : names)
            place = place ? place->find(name) : nullptr;
        return place;
    }

    template <class OnMember> static void walk(const Json& json, const OnMember& on_member)
    {
        if (const Json::Object* members = json.if_object())
            for (const auto& [name, value] : *members) {
                on_member(name, value);
                walk(value, on_member);
            }
        if (const Json::Array* items = json.if_array())
            for (const Json& item : *items)
                walk(item, on_member);
    }
};

TEST_F(OpenApiTest, SaysWhatItIs)
{
    EXPECT_EQ(document.text("openapi"), "3.1.0");
    EXPECT_FALSE(at({"info"})->text("title").empty());
    EXPECT_FALSE(at({"info"})->text("version").empty());
}

TEST_F(OpenApiTest, EveryReferenceLeadsSomewhere)
{
    const std::string start = "#/components/schemas/";
    std::set<std::string> seen;
    walk(document, [&](const std::string& name, const Json& value) {
        if (name != "$ref")
            return;
        ASSERT_TRUE(value.if_string());
        const std::string& target = *value.if_string();
        ASSERT_TRUE(target.starts_with(start)) << target;
        EXPECT_TRUE(at({"components", "schemas", target.substr(start.size())})) << target;
        seen.insert(target.substr(start.size()));
    });
    for (const char* used : {"Problem", "Money", "ChangeSet", "Firm", "FirmInput", "FirmChange",
                             "SaleLine", "SaleLineInput", "SaleLineChange"})
        EXPECT_TRUE(seen.contains(used)) << used << " is described and never used";
}

TEST_F(OpenApiTest, EveryOperationHasANameOfItsOwn)
{
    std::set<std::string> seen;
    walk(paths(), [&](const std::string& name, const Json& value) {
        if (name == "operationId") {
            EXPECT_TRUE(seen.insert(*value.if_string()).second) << *value.if_string();
        }
    });
    EXPECT_GT(seen.size(), 20U);
}

TEST_F(OpenApiTest, EveryObjectHasItsPaths)
{
    struct Expected {
        const char* ending;
        std::vector<const char*> methods;
    };
    const std::vector<Expected> expected = {
        {"", {"get", "post"}},      {"/{id}", {"get", "patch", "delete"}},
        {"/aggregate", {"get"}},    {"/bulk", {"post"}},
        {".csv", {"get"}},          {"/{id}/timeline", {"get"}},
        {"/{id}/changes", {"get"}}, {"/{id}/restore", {"post"}},
    };
    for (const Object& object : catalog.objects())
        for (const auto& [ending, methods] : expected)
            for (const char* method : methods)
                EXPECT_TRUE(at({"paths", "/api/v1/" + object.plural + ending, method}))
                    << method << " " << object.plural << ending;
    EXPECT_TRUE(at({"paths", "/api/v1/firms/{id}/close", "post"}));
}

TEST_F(OpenApiTest, EveryInsightHasItsInputs)
{
    const Json* asked = at({"paths", "/api/v1/insights/sold_by_day", "get"});
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->text("operationId"), "insight_sold_by_day");
    std::vector<std::string> names;
    for (const Json& parameter : *asked->find("parameters")->if_array())
        names.emplace_back(parameter.text("name"));
    EXPECT_EQ(names, (std::vector<std::string>{"firm", "period", "from", "to", "as_of"}));
}

TEST_F(OpenApiTest, EveryHoleInAPathIsAParameter)
{
    for (const auto& [path, item] : *paths().if_object()) {
        if (path.find("{id}") == path.npos)
            continue;
        const Json* parameters = item.find("parameters");
        ASSERT_TRUE(parameters && parameters->if_array()) << path;
        const Json& id = parameters->if_array()->front();
        EXPECT_EQ(id.text("name"), "id") << path;
        EXPECT_EQ(id.text("in"), "path") << path;
        EXPECT_TRUE(id.flag("required")) << path;
    }
}

TEST_F(OpenApiTest, EveryOperationMayAnswerWithAProblem)
{
    for (const auto& [path, item] : *paths().if_object())
        for (const auto& [method, operation] : *item.if_object()) {
            if (method == "parameters")
                continue;
            const Json* responses = operation.find("responses");
            ASSERT_TRUE(responses) << method << " " << path;
            const Json* otherwise = responses->find("default");
            ASSERT_TRUE(otherwise) << method << " " << path;
            EXPECT_TRUE(otherwise->find("content")->find("application/problem+json"))
                << method << " " << path;
        }
}

TEST_F(OpenApiTest, EveryFieldIsRead)
{
    for (const Object& object : catalog.objects())
        for (const Field& field : object.fields)
            EXPECT_TRUE(
                at({"components", "schemas", schema_name(object), "properties", field.name}))
                << object.name << "." << field.name;
}

TEST_F(OpenApiTest, WhatIsWrittenIsNarrower)
{
    const auto property = [&](const char* schema, const char* field) {
        return at({"components", "schemas", schema, "properties", field});
    };
    EXPECT_TRUE(property("FirmInput", "name"));
    EXPECT_FALSE(property("FirmInput", "code")) << "read-only";
    EXPECT_FALSE(property("FirmInput", "version")) << "the program's";
    const Json* required = at({"components", "schemas", "SaleLineInput", "required"});
    ASSERT_TRUE(required);
    // `stage` is required too, but has a default.
    EXPECT_EQ(*required, Json(Json::Array{"name", "firm"}));
    EXPECT_FALSE(at({"components", "schemas", "SaleLineChange", "required"}));
    const Json* unknown = at({"components", "schemas", "FirmInput", "additionalProperties"});
    ASSERT_TRUE(unknown && unknown->if_bool());
    EXPECT_FALSE(*unknown->if_bool());
}

TEST_F(OpenApiTest, ChoicesAreListedWithNothing)
{
    const Json* keys = at({"components", "schemas", "Firm", "properties", "kind", "enum"});
    ASSERT_TRUE(keys);
    EXPECT_EQ(*keys, Json(Json::Array{"small", "large", Json()}));
}

TEST(SchemaName, IsOneWord)
{
    EXPECT_EQ(schema_name(firm()), "Firm");
    EXPECT_EQ(schema_name(sale_line()), "SaleLine");
}

} // namespace
} // namespace comity::api
