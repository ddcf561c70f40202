#include "exchange/import_mapping.h"

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "exchange/import.h"
#include "exchange/import/mapping/secret_columns.h"
#include "record/find/find.h"
#include "record/language/filter.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

#include <algorithm>

namespace comity::exchange {
namespace {

constexpr std::size_t most_headers = 2'000;
constexpr int most_offered = 20;

const char* const object_name = "import_mapping";

std::vector<std::string> headers_in(const Json& list)
{
    std::vector<std::string> headers;
    if (const Json::Array* array = list.if_array())
        for (const Json& header : *array)
            if (header.if_string())
                headers.push_back(*header.if_string());
    return headers;
}

// What a mapping decides is of every file; what is only of one run is not kept.
void check_options(const Object* object, const Json& options, std::vector<Problem>& problems)
{
    for (const char* name : {"object", "dry_run", "label", "guess"})
        if (options.find(name))
            problems.push_back(
                {"options", "unknown", say("import.mapping_keeps_no_name_that", {{"name", name}})});
    try {
        const ImportOptions read = parse_import_options(options);
        if (object)
            for (const Problem& problem : secret_options(*object, read))
                problems.push_back({"options", problem.rule, problem.message});
    } catch (const Error& error) {
        for (const Problem& problem : error.problems())
            problems.push_back({"options", problem.rule, problem.message});
    }
}

std::vector<Json> find_mappings(Engine& engine, const Actor& actor, const std::string& filter,
                                int limit)
{
    ListQuery query;
    query.filter = filter;
    query.sort = "name";
    query.limit = limit;
    std::string text;
    list_records(engine, actor, engine.catalog()->load(object_name), query, text);
    const Json page = parse_json(text);
    return *page.find("records")->if_array();
}

bool is_mine(const Json& mapping, const Actor& actor)
{
    return mapping.text("owner") == format_id(actor.user);
}

[[noreturn]] void refuse(const std::string& rule, const Sentence& message)
{
    throw Error(Cause::invalid, message, {{"mapping", rule, message}});
}

Json find_mapping(Engine& engine, const Actor& actor, std::string_view mapping)
{
    const std::string name(mapping);
    const std::string filter = (parse_id(mapping) ? "id = " : "name = ") + filter_literal(mapping);
    std::vector<Json> found = find_mappings(engine, actor, filter, 200);
    // One's own is meant where others share one of the same name.
    const auto mine = [&](const Json& one) { return is_mine(one, actor); };
    if (found.size() > 1 && std::ranges::count_if(found, mine) == 1)
        return *std::ranges::find_if(found, mine);
    if (found.size() > 1)
        refuse("ambiguous", say("import.number_saved_mappings_are_called",
                                {{"number", found.size()}, {"name", name}}));
    if (found.empty())
        refuse("reference", say("import.no_saved_mapping_name_that", {{"name", name}}));
    return found[0];
}

} // namespace

std::string key_of_headers(std::span<const std::string> headers)
{
    std::vector<std::string_view> sorted;
    for (const std::string& header : headers)
        sorted.push_back(trim(header));
    std::ranges::sort(sorted);
    std::string all;
    for (const std::string_view header : sorted)
        all.append(header).append("\n");
    return sha256_hex(all);
}

void check_import_mapping(Moment& moment)
{
    const Record& after = moment.after;
    std::vector<Problem> problems;
    const Object* object = moment.transaction.catalog().find(after.text("object"));
    if (!object || !object->has_import)
        problems.push_back(
            {"object", "reference",
             say("import.nothing_called_object_is_imported", {{"object", after.text("object")}})});
    else
        moment.set("object", object->name);
    const std::vector<std::string> headers = headers_in(after.json("headers"));
    if (headers.empty() || headers.size() > most_headers)
        problems.push_back({"headers", "required", say("import.say_headers_of_file_as")});
    if (!after.json("options").if_object())
        problems.push_back({"options", "type", say("import.options_are_object_as_import")});
    else
        check_options(object, after.json("options"), problems);
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    moment.set("headers_key", key_of_headers(headers));
}

Json with_saved_mapping(Engine& engine, const Actor& actor, const Json& given)
{
    const Json* named = given.find("mapping");
    if (!named || named->is_null())
        return given;
    if (!named->if_string())
        refuse("type", say("import.saved_mapping_is_named_by"));
    const Json saved = find_mapping(engine, actor, *named->if_string());
    Json whole = Json::Object{};
    for (const auto& [name, value] : *given.if_object())
        if (name != "mapping")
            whole.set(name, value);
    if (whole.text("object").empty())
        whole.set("object", saved.text("object"));
    for (const auto& [name, value] : *saved.find("options")->if_object())
        if (!whole.find(name))
            whole.set(name, value);
    return whole;
}

void list_fitting_mappings(Engine& engine, const Actor& actor, const Id& import, std::string& out)
{
    std::string text;
    read_import(engine, actor, import, text);
    const Json told = parse_json(text);
    const std::vector<std::string> headers = headers_in(*told.find("headers"));
    std::vector<Json> fitting;
    if (!headers.empty())
        fitting = find_mappings(engine, actor,
                                "object = " + filter_literal(told.text("object")) +
                                    " AND headers_key = " + filter_literal(key_of_headers(headers)),
                                most_offered);
    std::ranges::stable_partition(fitting, [&](const Json& one) { return is_mine(one, actor); });
    JsonWriter json(out);
    json.begin_object();
    json.key("mappings");
    json.begin_array();
    for (const Json& one : fitting) {
        json.begin_object();
        json.member("id", one.text("id"));
        json.member("name", one.text("name"));
        json.member("shared", one.flag("shared"));
        json.member("mine", is_mine(one, actor));
        json.member("options", *one.find("options"));
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

} // namespace comity::exchange
