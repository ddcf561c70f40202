// Bringing files in.
#include "api/answers.h"
#include "api/desk.h"
#include "base/error.h"
#include "http/multipart.h"
#include "record/import.h"
#include "record/import_going_on.h"
#include "record/import_mapping.h"

#include <filesystem>
#include <fstream>

namespace comity::api {

using namespace record;

namespace {

std::string part_text(const std::vector<http::Part>& parts, std::string_view name)
{
    const http::Part* part = http::find_part(parts, name);
    return part ? part->text : std::string();
}

// `options` is one JSON; `map`, `match`, `dry_run` may also come as parts of their own.
ImportOptions options_of(Call& call, const std::vector<http::Part>& parts)
{
    Json json = Json::Object{};
    if (const std::string text = part_text(parts, "options"); !text.empty())
        json = parse_json(text);
    for (const char* name : {"map", "match", "create", "same", "set", "format"})
        if (const std::string text = part_text(parts, name); !text.empty())
            json.set(name, parse_json(text));
    for (const char* name : {"dry_run", "create_only"})
        if (const std::string text = part_text(parts, name); !text.empty())
            json.set(name, text == "true");
    for (const char* name : {"label", "duplicates", "mapping"})
        if (const std::string text = part_text(parts, name); !text.empty())
            json.set(name, text);
    ImportOptions options =
        parse_import_options(with_saved_mapping(call.engine(), call.actor, json));
    if (const std::string object = part_text(parts, "object"); !object.empty())
        options.object = object;
    return options;
}

http::Response import_answer(Call& call, int status, const Id& import)
{
    std::string body;
    read_import(call.engine(), call.actor, import, body);
    return http::json_response(status, std::move(body))
        .with("Location", "/api/v1/imports/" + format_id(import));
}

http::Response start(Call& call)
{
    if (call.request.media_type() != "multipart/form-data")
        throw Error(Cause::malformed, "Send the file as multipart/form-data.");
    const auto parts =
        http::read_multipart(call.request.body_file, call.request.header("Content-Type"));
    const http::Part* file = http::find_part(parts, "file");
    std::vector<Problem> problems;
    if (!file || !file->is_file)
        problems.push_back(
            {"file", "required", "There is no part called \"file\" with a file name."});
    ImportOptions options = options_of(call, parts);
    if (!options.object.empty() && !call.catalog->find(options.object))
        problems.push_back(
            {"object", "unknown", "There is nothing called \"" + options.object + "\"."});
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    const std::string spooled = call.request.body_file + ".part";
    http::save_part(call.request.body_file, *file, spooled);
    try {
        if (options.object.empty())
            options.object = recognise_object(spooled);
        if (options.object.empty())
            throw Error(Cause::invalid, "Say what the rows are, such as object=deal.",
                        {{"object", "required", "Its headers do not tell what the rows are."}});
        const Id import = start_import(call.engine(), call.actor, spooled, file->filename, options);
        return import_answer(call, 202, import);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(spooled, ignored);
        throw;
    }
}

http::Response restart(Call& call)
{
    const Json options = with_saved_mapping(call.engine(), call.actor, call.body());
    restart_import(call.engine(), call.actor, call.id(), parse_import_options(options));
    return import_answer(call, 202, call.id());
}

http::Response resume(Call& call)
{
    resume_import(call.engine(), call.actor, call.id());
    return import_answer(call, 202, call.id());
}

http::Response list(Call& call)
{
    std::string body;
    list_imports(call.engine(), call.actor, call.number("limit", 50, 1, 200), body);
    return http::json_response(200, std::move(body));
}

// A piece at a time: there may be a million of them.
http::Response errors(Call& call)
{
    const std::string path = errors_file_of(call.engine(), call.actor, call.id());
    auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
    return http::stream_response(
        "text/csv; charset=utf-8",
        [file](std::string& out) {
            char piece[32 * 1024];
            file->read(piece, sizeof piece);
            out.append(piece, static_cast<std::size_t>(file->gcount()));
            return file->good();
        },
        "errors.csv");
}

} // namespace

void add_import_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    add_route(router, desk, Method::post, "/api/v1/imports", Lane::slow, who, start,
              http::Body::upload);
    add_route(router, desk, Method::get, "/api/v1/imports", Lane::slow, who, list);
    add_route(router, desk, Method::get, "/api/v1/imports/{id}", Lane::slow, who,
              [](Call& call) { return import_answer(call, 200, call.id()); });
    add_route(router, desk, Method::post, "/api/v1/imports/{id}/start", Lane::slow, who, restart);
    add_route(router, desk, Method::post, "/api/v1/imports/{id}/resume", Lane::slow, who, resume);
    add_route(router, desk, Method::get, "/api/v1/imports/{id}/errors.csv", Lane::slow, who,
              errors);
}

} // namespace comity::api
