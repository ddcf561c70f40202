#include "api/open_api_schema.h"

#include "record/object/kind.h"
#include "record/object/kinds/kinds.h"

#include <cctype>

namespace comity::api {

using namespace record;

namespace {

Json typed(const char* type)
{
    return Json().set("type", Json::Array{type, "null"});
}

Json id_schema()
{
    return Json().set("type", Json::Array{"string", "null"}).set("format", "uuid");
}

Json list_of(Json items)
{
    return Json().set("type", "array").set("items", std::move(items));
}

Json labelled_schema()
{
    Json properties;
    properties.set("value", Json().set("type", "string")).set("label", typed("string"));
    return list_of(Json()
                       .set("type", "object")
                       .set("properties", properties)
                       .set("required", Json::Array{"value"}));
}

Json choice_schema(const Field& field)
{
    Json schema = typed("string");
    if (field.choices.empty() || !field.choices_object.empty())
        return schema;
    Json::Array keys;
    for (const Choice& choice : field.choices)
        keys.push_back(choice.key);
    keys.push_back({});
    return schema.set("enum", std::move(keys));
}

Json any_reference_schema()
{
    Json properties;
    properties.set("object", Json().set("type", "string"));
    properties.set("id", Json().set("type", "string").set("format", "uuid"));
    return Json().set("type", Json::Array{"object", "null"}).set("properties", properties);
}

Json address_schema()
{
    Json properties;
    for (const char* part : {"street", "city", "region", "postal_code", "country"})
        properties.set(part, typed("string"));
    return Json().set("type", Json::Array{"object", "null"}).set("properties", properties);
}

} // namespace

std::string schema_name(const Object& object)
{
    std::string name;
    bool starts = true;
    for (const char c : object.name) {
        if (c != '_')
            name += starts ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        starts = c == '_';
    }
    return name;
}

Json reference_to(const std::string& schema)
{
    return Json().set("$ref", "#/components/schemas/" + schema);
}

Json schema_of(const Field& field)
{
    switch (field.kind) {
    case Kind::text:
    case Kind::long_text:
    case Kind::web:
        return typed("string").set("maxLength", longest_of(field));
    case Kind::number:
    case Kind::percent:
        return typed("number");
    case Kind::money:
        return Json().set("anyOf", Json::Array{reference_to("Money"), Json().set("type", "null")});
    case Kind::yes_no:
        return typed("boolean");
    case Kind::date:
        return typed("string").set("format", "date");
    case Kind::instant:
        return typed("string").set("format", "date-time");
    case Kind::choice:
        return choice_schema(field);
    case Kind::choices:
        return list_of(Json().set("type", "string"));
    case Kind::reference:
        return field.target.empty() ? any_reference_schema() : id_schema();
    case Kind::references:
        return list_of(Json().set("type", "string").set("format", "uuid"));
    case Kind::emails:
    case Kind::phones:
        return labelled_schema();
    case Kind::address:
        return address_schema();
    case Kind::file:
        return id_schema();
    case Kind::json:
        return Json(Json::Object{});
    }
    return Json(Json::Object{});
}

Json record_schema(const Object& object)
{
    Json properties;
    properties.set("id", Json().set("type", "string").set("format", "uuid"));
    properties.set("version", Json().set("type", "integer"));
    for (const char* name : {"created_at", "updated_at", "deleted_at"})
        properties.set(name, typed("string").set("format", "date-time"));
    for (const char* name : {"created_by", "updated_by"})
        properties.set(name, id_schema());
    for (const Field& field : object.fields)
        properties.set(field.name, schema_of(field).set("title", field.label));
    for (const Field& field : object.derived)
        properties.set(field.name,
                       schema_of(field).set("title", field.label).set("readOnly", true));
    properties.set("expanded", Json().set("type", "object"));
    return Json()
        .set("type", "object")
        .set("properties", properties)
        .set("required", Json::Array{"id", "version"});
}

Json input_schema(const std::vector<Field>& fields, bool with_required)
{
    Json properties = Json::Object{};
    Json::Array required;
    for (const Field& field : fields) {
        if (field.is_read_only)
            continue;
        properties.set(field.name, schema_of(field));
        if (with_required && field.is_required && field.starts_with.empty())
            required.push_back(field.name);
    }
    Json schema = Json().set("type", "object").set("properties", properties);
    schema.set("additionalProperties", false);
    if (!required.empty())
        schema.set("required", std::move(required));
    return schema;
}

Json shared_schemas()
{
    Json problem_item;
    for (const char* name : {"field", "rule", "message"})
        problem_item.set(name, Json().set("type", "string"));
    Json problem;
    problem.set("type", Json().set("type", "string")).set("title", Json().set("type", "string"));
    problem.set("status", Json().set("type", "integer")).set("cause", Json().set("type", "string"));
    problem.set("detail", Json().set("type", "string"));
    problem.set("problems", list_of(Json().set("type", "object").set("properties", problem_item)));
    problem.set("request_id", Json().set("type", "string"));
    Json money;
    money.set("amount", Json().set("type", "string").set("pattern", "^-?[0-9]+(\\.[0-9]{1,4})?$"));
    money.set("currency", Json().set("type", "string").set("pattern", "^[A-Z]{3}$"));
    Json schemas;
    schemas.set("Problem", Json().set("type", "object").set("properties", problem));
    schemas.set("Money", Json()
                             .set("type", "object")
                             .set("properties", money)
                             .set("required", Json::Array{"amount", "currency"}));
    schemas.set("ChangeSet", Json().set("type", "object"));
    return schemas;
}

} // namespace comity::api
