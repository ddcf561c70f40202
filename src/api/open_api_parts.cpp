#include "api/open_api_parts.h"

#include "api/open_api_schema.h"

namespace comity::api::open_api {

Json parameter(const char* name, const char* where, const char* type, const char* description)
{
    Json made;
    made.set("name", name).set("in", where).set("description", description);
    if (std::string_view(where) == "path")
        made.set("required", true);
    return made.set("schema", Json().set("type", type));
}

Json uuid_parameter(const char* name)
{
    Json made = parameter(name, "path", "string", "The id of a record.");
    return made.set("schema", Json().set("type", "string").set("format", "uuid"));
}

Json id_parameter()
{
    return uuid_parameter("id");
}

Json content(Json schema, const char* type)
{
    return Json().set(type, Json().set("schema", std::move(schema)));
}

Json file_answer(const char* type)
{
    return Json()
        .set("description", "The file.")
        .set("content", content(Json().set("type", "string"), type));
}

Json answer(const char* description, Json schema)
{
    return Json().set("description", description).set("content", content(std::move(schema)));
}

// One operation. Every one may also answer with a problem.
Json operation(const std::string& id, const std::string& tag, const char* summary,
               Json::Array parameters, const char* status, Json success)
{
    Json responses;
    responses.set(status, std::move(success));
    responses.set("default", Json()
                                 .set("description", "What went wrong, every problem at once.")
                                 .set("content", content(reference_to("Problem"),
                                                         "application/problem+json")));
    Json made;
    made.set("operationId", id).set("tags", Json::Array{tag}).set("summary", summary);
    if (!parameters.empty())
        made.set("parameters", std::move(parameters));
    return made.set("responses", std::move(responses));
}

Json with_body(Json made, Json schema)
{
    return made.set("requestBody",
                    Json().set("required", true).set("content", content(std::move(schema))));
}

Json with_optional_body(Json made)
{
    return made.set("requestBody", Json().set("content", content(any_object())));
}

Json any_object()
{
    return Json().set("type", "object");
}

} // namespace comity::api::open_api
