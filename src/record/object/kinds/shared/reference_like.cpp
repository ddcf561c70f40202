#include "record/object/kinds/shared/reference_like.h"

#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/schemas.h"

namespace comity::record {
namespace {

bool is_to_any(const Field& field)
{
    return field.target.empty();
}

void set_nothing(std::span<Value> out)
{
    for (Value& cell : out)
        cell = Null{};
}

void set_link(const Field& field, const Id& id, std::string_view object, std::span<Value> out)
{
    out[0] = id;
    if (is_to_any(field))
        out[1] = std::string(object);
}

void complain_of_link(const Field& field, std::vector<Problem>& problems)
{
    add_problem(problems, field, "reference",
                say(is_to_any(field) ? "value.must_be_object_and_id" : "value.must_be_id",
                    {{"field", as_label(field.label)}}));
}

void write_link(JsonWriter& json, const Id& id, std::string_view object)
{
    std::string text;
    append_id(text, id);
    if (object.empty())
        return json.plain(text);
    json.begin_object();
    json.plain_key("object");
    json.value(object);
    json.plain_key("id");
    json.plain(text);
    json.end_object();
}

} // namespace

std::span<const Part> ReferenceLike::parts(const Field& field) const
{
    static constexpr Part one[] = {{"", store::Type::uuid}};
    static constexpr Part any[] = {{"", store::Type::uuid, "id"},
                                   {"_object", store::Type::text, "object"}};
    return is_to_any(field) ? std::span<const Part>(any) : std::span<const Part>(one);
}

void ReferenceLike::parse(const Field& field, const Json& json, const TextFormat& format,
                          std::span<Value> out, std::vector<Problem>& problems) const
{
    set_nothing(out);
    if (json.is_null())
        return;
    if (const std::string* text = json.if_string())
        return parse_text(field, *text, format, out, problems);
    const std::string_view object = json.text("object");
    const auto id = parse_id(json.text("id"));
    const bool fits = is_to_any(field) ? !object.empty() : object.empty() || object == field.target;
    if (!id || !fits)
        return complain_of_link(field, problems);
    set_link(field, *id, object, out);
}

void ReferenceLike::parse_text(const Field& field, std::string_view text, const TextFormat&,
                               std::span<Value> out, std::vector<Problem>& problems) const
{
    set_nothing(out);
    text = trim(text);
    if (text.empty())
        return;
    std::string_view object;
    const std::size_t colon = text.rfind(':');
    if (is_to_any(field) && colon != text.npos) {
        object = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    const auto id = parse_id(text);
    if (!id || (is_to_any(field) && object.empty()))
        return complain_of_link(field, problems);
    set_link(field, *id, object, out);
}

void ReferenceLike::write_json(JsonWriter& json, const Field& field, const store::Row& row,
                               int column) const
{
    if (row.is_null(column))
        return json.null();
    write_link(json, row.id(column), is_to_any(field) ? row.text(column + 1) : std::string_view());
}

void ReferenceLike::write_json(JsonWriter& json, const Field& field,
                               std::span<const Value> cells) const
{
    const Id* id = std::get_if<Id>(&cells[0]);
    if (!id)
        return json.null();
    write_link(json, *id,
               is_to_any(field) ? std::string_view(std::get<std::string>(cells[1]))
                                : std::string_view());
}

void ReferenceLike::write_text(std::string& out, const Field& field,
                               std::span<const Value> cells) const
{
    const Id* id = std::get_if<Id>(&cells[0]);
    if (!id)
        return;
    if (is_to_any(field))
        out.append(std::get<std::string>(cells[1])).append(":");
    append_id(out, *id);
}

std::vector<Id> ReferenceLike::ids(std::span<const Value> cells) const
{
    const Id* id = std::get_if<Id>(&cells[0]);
    return id ? std::vector{*id} : std::vector<Id>();
}

void ReferenceLike::compare(Condition& condition) const
{
    const FilterNode& node = condition.node;
    const Field& field = condition.field;
    if (condition.asks_for_order())
        return condition.complain("type", say("value.records_are_compared_with_and"));
    if (!node.is_quoted && node.literal == "me") {
        if (field.target != "user" && !field.target.empty())
            return condition.complain("type",
                                      say("value.name_is_not_person_so", {{"name", field.name}}));
        return condition.append_value(condition.me);
    }
    if (const auto id = parse_id(node.literal))
        return condition.append_value(*id);
    const bool is_not = node.op == "!=";
    Sql& sql = condition.sql;
    ((sql += is_not ? "(" : "") += condition.column()) += " IN (";
    if (!condition.append_titles(false))
        return condition.complain("reference",
                                  say("common.literal_is_not_id", {{"literal", node.literal}}));
    sql += is_not ? ")) IS NOT TRUE" : ")";
}

Json ReferenceLike::schema(const Field& field) const
{
    if (!is_to_any(field))
        return schema_of_type("string").set("format", "uuid");
    Json properties;
    properties.set("object", Json().set("type", "string")).set("id", schema_of_id());
    return schema_of_type("object").set("properties", properties);
}

Json ReferenceLike::example(const Field& field) const
{
    if (!is_to_any(field))
        return example_id;
    return Json().set("object", "account").set("id", example_id);
}

} // namespace comity::record
