#include "record/parts/bulk_wish.h"

#include "record/object/shelf.h"
#include "record/save/actions.h"
#include "record/secret_values.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace comity::record {
namespace {

// What an action is given besides the records.
std::span<const Field> input_fields(const Engine& engine, const Object& object,
                                    const BulkChange& change)
{
    if (change.action.empty() || change.action == "delete" || change.action == "restore")
        return {};
    return load_action(engine, object, change.action).input;
}

} // namespace

Json wish_of(Engine& engine, const Object& object, const BulkChange& change)
{
    Json::Array ids;
    for (const Id& id : change.ids)
        ids.push_back(format_id(id));
    const auto input = input_fields(engine, object, change);
    Json wish;
    wish.set("object", object.name);
    wish.set("filter", change.filter);
    wish.set("ids", std::move(ids));
    wish.set("set", seal_secret_values(engine, object.fields, change.set));
    wish.set("action", change.action);
    wish.set("input", seal_secret_values(engine, input, change.input));
    return wish;
}

BulkChange change_of(Engine& engine, const Object& object, const Json& wish)
{
    BulkChange change;
    change.filter = wish.text("filter");
    for (const Json& id : *wish.find("ids")->if_array())
        change.ids.push_back(*parse_id(*id.if_string()));
    change.set = open_secret_values(engine, object.fields, *wish.find("set"));
    change.action = wish.text("action");
    const auto input = input_fields(engine, object, change);
    change.input = open_secret_values(engine, input, *wish.find("input"));
    return change;
}

BulkPlace BulkPlace::parse(std::string_view text)
{
    const std::size_t space = std::min(text.find(' '), text.size());
    BulkPlace place{parse_id(text.substr(0, space)).value_or(Id{})};
    if (space < text.size())
        std::from_chars(text.data() + space + 1, text.data() + text.size(), place.matched);
    return place;
}

std::string BulkPlace::format() const
{
    return format_id(after) + " " + std::to_string(matched);
}

} // namespace comity::record
