#pragma once
// Of what an OpenAPI document is put together: parameters, bodies, answers, operations.

#include "base/json.h"

#include <string>

namespace comity::api::open_api {

namespace media {
constexpr const char* json = "application/json";
constexpr const char* csv = "text/csv";
constexpr const char* workbook =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* pdf = "application/pdf";
constexpr const char* card = "text/vcard";
constexpr const char* events = "text/event-stream";
constexpr const char* bytes = "application/octet-stream";
constexpr const char* form = "multipart/form-data";
} // namespace media

// `where`: path, query, header.
Json parameter(const char* name, const char* where, const char* type, const char* description);
Json uuid_parameter(const char* name); // in the path
Json id_parameter();

Json any_object();
Json content(Json schema, const char* type = media::json);
Json answer(const char* description, Json schema);
Json file_answer(const char* type);

// One operation. Every one may also answer with a problem.
Json operation(const std::string& id, const std::string& tag, const char* summary,
               Json::Array parameters, const char* status, Json success);
Json with_body(Json made, Json schema);
Json with_optional_body(Json made);

} // namespace comity::api::open_api
