#include "api/open_api_schema.h"

#include "record/object/kind.h"

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
    return kind_of(field).schema(field);
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
    Json schemas;
    schemas.set("Problem", Json().set("type", "object").set("properties", problem));
    for (const FieldKind* kind : all_kinds())
        if (auto shared = kind->shared_schema())
            schemas.set(shared->first, std::move(shared->second));
    schemas.set("ChangeSet", Json().set("type", "object"));
    return schemas;
}

} // namespace comity::api
