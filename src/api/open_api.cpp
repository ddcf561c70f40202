#include "api/open_api.h"

#include "api/desk.h"
#include "api/open_api_fixed.h"
#include "api/open_api_insights.h"
#include "api/open_api_parts.h"
#include "api/open_api_schema.h"
#include "exchange/export.h"
#include "record/duplicates/duplicates.h"
#include "record/language/tree.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

namespace comity::api {

using namespace exchange;
using namespace record;
using namespace open_api;

namespace {

Json::Array list_parameters()
{
    return {parameter("filter", "query", "string", "AIP-160 text, such as stage = \"won\"."),
            parameter("sort", "query", "string", "Fields by comma; a minus descends."),
            parameter("fields", "query", "string", "Members to send, by comma."),
            parameter("expand", "query", "string", "References to send beside their ids."),
            parameter("limit", "query", "integer", "1 to 200; 50 when not said."),
            parameter("after", "query", "string", "`next` of the page before."),
            parameter("as_of", "query", "string", "The moment to look at."),
            parameter("count", "query", "string", "exact or estimate."),
            parameter("bin", "query", "boolean", "What is in the bin instead.")};
}

Json page_schema(const std::string& name)
{
    Json properties;
    properties.set("records", Json().set("type", "array").set("items", reference_to(name)));
    properties.set("next", Json().set("type", Json::Array{"string", "null"}));
    properties.set("count", Json().set("type", "integer"));
    return any_object().set("properties", properties);
}

void add_exports(Json& paths, const Object& object)
{
    struct Form {
        const char* name;
        const char* type;
    };
    constexpr Form forms[] = {{"csv", media::csv},
                              {"xlsx", media::workbook},
                              {"json", media::json},
                              {"pdf", media::pdf},
                              {"vcf", media::card}};
    for (const Form& form : forms) {
        const bool is_card = std::string_view(form.name) == "vcf";
        if (is_card && !has_cards(object))
            continue;
        const std::string id = std::string("export_") + object.plural + "_as_" + form.name;
        Json path;
        path.set("get", operation(id, object.plural, "All that match, streamed.", list_parameters(),
                                  "200", file_answer(form.type)));
        paths.set("/api/v1/" + object.plural + "." + form.name, path);
        if (!is_card)
            continue;
        Json one;
        one.set("parameters", Json::Array{id_parameter()});
        one.set("get", operation("card_of_" + object.name, object.plural, "One, as a vCard.", {},
                                 "200", file_answer(form.type)));
        paths.set("/api/v1/" + object.plural + "/{id}." + form.name, one);
    }
}

// Who it might be.
void add_duplicates(Json& paths, const Catalog& catalog, const Object& object)
{
    if (!is_compared(catalog, object))
        return;
    Json typed;
    typed.set("post", with_body(operation("find_duplicates_in_" + object.plural, object.plural,
                                          "Who a record with these fields might be.", {}, "200",
                                          answer("The candidates.", any_object())),
                                reference_to(schema_name(object) + "Change")));
    paths.set("/api/v1/" + object.plural + "/duplicates", typed);
    Json kept;
    kept.set("parameters", Json::Array{id_parameter()});
    kept.set("get", operation("list_duplicates_of_" + object.name, object.plural,
                              "Who else this record might be.", {}, "200",
                              answer("The candidates.", any_object())));
    paths.set("/api/v1/" + object.plural + "/{id}/duplicates", kept);
}

void add_collection(Json& paths, const Object& object, const std::string& name)
{
    Json collection;
    collection.set("get",
                   operation("list_" + object.plural, object.plural, "A page of records.",
                             list_parameters(), "200", answer("A page.", page_schema(name))));
    collection.set("post",
                   with_body(operation("create_" + object.name, object.plural, "Creates a record.",
                                       {parameter("Idempotency-Key", "header", "string",
                                                  "A repeated request answers the same, once.")},
                                       "201", answer("The new record.", reference_to(name))),
                             reference_to(name + "Input")));
    paths.set("/api/v1/" + object.plural, collection);
    Json aggregate;
    aggregate.set(
        "get",
        operation("aggregate_" + object.plural, object.plural, "Figures by groups.",
                  {parameter("group", "query", "string", "stage, owner.team, closed_on.quarter"),
                   parameter("measure", "query", "string", "count, sum(amount), avg(amount)"),
                   parameter("filter", "query", "string", "AIP-160 text."),
                   parameter("as_of", "query", "string", "The moment to look at.")},
                  "200", answer("The figures.", any_object())));
    paths.set("/api/v1/" + object.plural + "/aggregate", aggregate);
    Json bulk;
    bulk.set("post", with_body(operation("bulk_" + object.plural, object.plural,
                                         "One change to many records.", {}, "200",
                                         answer("What was changed.", any_object())),
                               any_object()));
    paths.set("/api/v1/" + object.plural + "/bulk", bulk);
    add_exports(paths, object);
}

void add_merge(Json& paths, const Object& object)
{
    if (object.is_setting)
        return;
    const std::string here = "/api/v1/" + object.plural + "/{id}/";
    Json merge;
    merge.set("parameters", Json::Array{id_parameter()});
    merge.set("get", operation("preview_merge_of_" + object.name, object.plural,
                               "What merging another record into this one would do.",
                               {parameter("with", "query", "string", "The other's id.")}, "200",
                               answer("Both, field by field.", any_object())));
    merge.set("post",
              with_body(operation("merge_" + object.name, object.plural,
                                  "Makes the record `with` a part of this one.",
                                  {parameter("Prefer", "header", "string",
                                             "respond-async: 202 with a job.")},
                                  "200", answer("What moved, and the change set.", any_object())),
                        any_object()));
    paths.set(here + "merge", merge);
    Json merged;
    merged.set("parameters", Json::Array{id_parameter()});
    merged.set("get", operation("list_merged_into_" + object.name, object.plural,
                                "What has become a part of this record.", {}, "200",
                                answer("The records, and the change sets.", any_object())));
    paths.set(here + "merged", merged);
}

void add_tree(Json& paths, const Object& object)
{
    if (!find_tree_field(object))
        return;
    Json tree;
    tree.set("parameters", Json::Array{id_parameter()});
    tree.set("get",
             operation("tree_of_" + object.name, object.plural,
                       "What is above it, what is right below it, figures of it and all below.",
                       {parameter("after", "query", "string", "`next` of the page before."),
                        parameter("limit", "query", "integer", "1 to 200."),
                        parameter("figures", "query", "boolean", "Send the figures too."),
                        parameter("as_of", "query", "string", "The moment to look at.")},
                       "200", answer("The record in its tree.", any_object())));
    paths.set("/api/v1/" + object.plural + "/{id}/tree", tree);
}

void add_record(Json& paths, const Object& object, const std::string& name)
{
    Json one;
    one.set("parameters", Json::Array{id_parameter()});
    one.set("get", operation("read_" + object.name, object.plural, "One record.",
                             {parameter("as_of", "query", "string", "The moment to look at."),
                              parameter("expand", "query", "string", "References to send too.")},
                             "200", answer("The record.", reference_to(name))));
    one.set("patch",
            with_body(operation("update_" + object.name, object.plural, "Changes fields.",
                                {parameter("If-Match", "header", "string", "The version seen.")},
                                "200", answer("The record.", reference_to(name))),
                      reference_to(name + "Change")));
    one.set("delete", operation("delete_" + object.name, object.plural, "Moves it to the bin.", {},
                                "200", answer("The change set.", any_object())));
    paths.set("/api/v1/" + object.plural + "/{id}", one);
    for (const char* what : {"timeline", "changes"}) {
        Json path;
        path.set("parameters", Json::Array{id_parameter()});
        path.set("get",
                 operation(std::string(what) + "_of_" + object.name, object.plural, "Newest first.",
                           {parameter("after", "query", "string", "`next` of the page before."),
                            parameter("limit", "query", "integer", "1 to 200.")},
                           "200", answer("A page.", any_object())));
        paths.set("/api/v1/" + object.plural + "/{id}/" + what, path);
    }
    add_merge(paths, object);
    add_tree(paths, object);
    Json restore;
    restore.set("parameters", Json::Array{id_parameter()});
    restore.set("post",
                operation("restore_" + object.name, object.plural, "Takes it out of the bin.", {},
                          "200", answer("The record.", reference_to(name))));
    paths.set("/api/v1/" + object.plural + "/{id}/restore", restore);
}

// Who may see it, and why.
void add_access(Json& paths, const Object& object)
{
    const std::string of = "_of_" + object.name;
    const std::string below = "/api/v1/" + object.plural + "/{id}/";
    const Json::Array page = {parameter("after", "query", "string", "`next` of the page before."),
                              parameter("limit", "query", "integer", "1 to 200.")};
    Json access;
    access.set("parameters", Json::Array{id_parameter()});
    Json::Array asked = page;
    asked.push_back(parameter("user", "query", "string", "One person: the reasons, verb by verb."));
    access.set("get", operation("explain_access" + of, object.plural, "Who may see it, and why.",
                                std::move(asked), "200", answer("The reasons.", any_object())));
    paths.set(below + "access", access);
    if (object.is_setting || object.owner.empty() || !object.readers.empty())
        return;
    Json shares;
    shares.set("parameters", Json::Array{id_parameter()});
    shares.set("get", operation("list_shares" + of, object.plural, "With whom it is shared.", page,
                                "200", answer("A page.", any_object())));
    shares.set("post", with_body(operation("share_" + object.name, object.plural,
                                           "Shares it with a person or a team.", {}, "201",
                                           answer("The share.", any_object())),
                                 any_object()));
    paths.set(below + "shares", shares);
    Json share;
    share.set("parameters", Json::Array{id_parameter(), uuid_parameter("share")});
    share.set("delete", operation("unshare_" + object.name, object.plural, "Ends a share.", {},
                                  "200", answer("The change set.", any_object())));
    paths.set(below + "shares/{share}", share);
}

// What a change of rights would do.
void add_previews(Json& paths)
{
    for (const char* plural : {"roles", "users"}) {
        Json path;
        path.set("parameters", Json::Array{id_parameter()});
        path.set("post", with_body(operation(std::string("preview_") + plural, plural,
                                             "What would change for whom; nothing is changed.", {},
                                             "200", answer("The consequences.", any_object())),
                                   any_object()));
        paths.set(std::string("/api/v1/") + plural + "/{id}/preview", path);
    }
}

void add_action(Json& paths, const Catalog& catalog, const Action& action)
{
    const Object& object = catalog.load(action.object);
    Json path;
    path.set("parameters", Json::Array{id_parameter()});
    path.set(
        "post",
        with_body(operation(action.name + "_" + object.name, object.plural, action.label.c_str(),
                            {}, "200", answer("What was made, and the change set.", any_object())),
                  input_schema(action.input, true)));
    paths.set("/api/v1/" + object.plural + "/{id}/" + action.name, path);
}

} // namespace

std::string format_open_api(const Catalog& catalog, const Shelf& shelf)
{
    Json paths;
    Json schemas = shared_schemas();
    add_insight_schemas(schemas);
    for (const Object& object : catalog.objects()) {
        const std::string name = schema_name(object);
        schemas.set(name, record_schema(object));
        schemas.set(name + "Input", input_schema(object.fields, true));
        schemas.set(name + "Change", input_schema(object.fields, false));
        add_collection(paths, object, name);
        add_record(paths, object, name);
        add_access(paths, object);
        add_duplicates(paths, catalog, object);
    }
    add_previews(paths);
    add_fixed_paths(paths); // last: where one is an object's too, it is what is answered
    for (const Action& action : shelf.actions)
        add_action(paths, catalog, action);
    add_insight_paths(paths, shelf);
    Json security;
    security.set("key", Json().set("type", "http").set("scheme", "bearer"));
    security.set("cookie",
                 Json().set("type", "apiKey").set("in", "cookie").set("name", "comity_session"));
    Json document;
    document.set("openapi", "3.1.0");
    document.set("info",
                 Json()
                     .set("title", "Comity")
                     .set("version", "1")
                     .set("description", "The same verbs for every object; see docs/wire.md."));
    document.set("paths", std::move(paths));
    document.set("components",
                 Json().set("schemas", std::move(schemas)).set("securitySchemes", security));
    document.set("security", Json::Array{Json().set("key", Json::Array{}),
                                         Json().set("cookie", Json::Array{})});
    return format_json(document);
}

void add_open_api_route(http::Router& router, Desk& desk)
{
    add_route(router, desk, http::Method::get, "/api/openapi.json", http::Lane::slow, Who::anyone,
              [](Call& call) {
                  return http::json_response(200,
                                             format_open_api(*call.catalog, call.engine().shelf()));
              });
}

} // namespace comity::api
