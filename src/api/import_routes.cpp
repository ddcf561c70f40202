// Bringing files in.
#include "api/answers.h"
#include "api/desk.h"
#include "base/error.h"
#include "exchange/import_going_on.h"
#include "exchange/import_mapping.h"
#include "exchange/import_together.h"
#include "http/multipart.h"
#include "record/object/catalog.h"

#include <filesystem>
#include <fstream>

namespace comity::api {

using namespace exchange;
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

// The files of a request in files of their own, which are gone with it unless an import takes them.
class SpooledParts {
public:
    SpooledParts(Call& call, const std::vector<http::Part>& parts)
    {
        for (const http::Part& part : parts) {
            if (part.name != "file" || !part.is_file)
                continue;
            files.push_back(
                {call.request.body_file + ".part" + std::to_string(files.size()), part.filename});
            http::save_part(call.request.body_file, part, files.back().path);
        }
    }
    ~SpooledParts()
    {
        std::error_code ignored;
        for (const GivenFile& file : files)
            std::filesystem::remove(file.path, ignored);
    }
    SpooledParts(const SpooledParts&) = delete;
    SpooledParts& operator=(const SpooledParts&) = delete;

    std::vector<GivenFile> files;
};

// As options_of, of several files.
TogetherOptions together_options_of(const std::vector<http::Part>& parts)
{
    Json json = Json::Object{};
    if (const std::string text = part_text(parts, "options"); !text.empty())
        json = parse_json(text);
    for (const char* name : {"files", "format"})
        if (const std::string text = part_text(parts, name); !text.empty())
            json.set(name, parse_json(text));
    if (const std::string text = part_text(parts, "dry_run"); !text.empty())
        json.set("dry_run", text == "true");
    for (const char* name : {"label", "unknown", "people", "duplicates"})
        if (const std::string text = part_text(parts, name); !text.empty())
            json.set(name, text);
    if (http::find_part(parts, "object"))
        throw Error(Cause::invalid, say("request.several_files_have_several_objects"),
                    {{"object", "unknown", say("request.several_files_have_several_objects")}});
    return parse_together_options(json);
}

Id start_one(Call& call, const GivenFile& file, const std::vector<http::Part>& parts)
{
    ImportOptions options = options_of(call, parts);
    if (!options.object.empty() && !call.catalog->find(options.object))
        throw Error(Cause::invalid,
                    say("common.nothing_called_object", {{"object", options.object}}),
                    {{"object", "unknown",
                      say("common.nothing_called_object", {{"object", options.object}})}});
    if (options.object.empty())
        options.object = recognise_object(file.path);
    if (options.object.empty())
        throw Error(Cause::invalid, say("request.say_what_rows_are_such"),
                    {{"object", "required", say("request.its_headers_do_not_tell")}});
    return start_import(call.engine(), call.actor, file.path, file.name, options);
}

http::Response start_import_route(Call& call)
{
    if (call.request.media_type() != "multipart/form-data")
        throw Error(Cause::malformed, say("request.send_file_as_multipart_form"));
    const auto parts =
        http::read_multipart(call.request.body_file, call.request.header("Content-Type"));
    const SpooledParts spooled(call, parts);
    if (spooled.files.empty())
        throw Error(Cause::invalid, say("request.no_part_called_file_with"),
                    {{"file", "required", say("request.no_part_called_file_with")}});
    const bool are_several = spooled.files.size() > 1 || is_dump(spooled.files[0].path);
    const Id import = are_several ? start_together(call.engine(), call.actor, spooled.files,
                                                   together_options_of(parts))
                                  : start_one(call, spooled.files[0], parts);
    return import_answer(call, 202, import);
}

http::Response restart(Call& call)
{
    restart_import(call.engine(), call.actor, call.id(),
                   with_saved_mapping(call.engine(), call.actor, call.body()));
    return import_answer(call, 202, call.id());
}

http::Response resume(Call& call)
{
    resume_import(call.engine(), call.actor, call.id());
    return import_answer(call, 202, call.id());
}

http::Response list_imports_route(Call& call)
{
    std::string body;
    list_imports(call.engine(), call.actor, call.number("limit", 50, 1, 200), body);
    return http::json_response(200, std::move(body));
}

// A piece at a time: there may be a million of them.
http::Response errors(Call& call)
{
    const std::string path =
        errors_file_of(call.engine(), call.actor, call.id(), call.text("file"));
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
    add_route(router, desk, Method::post, "/api/v1/imports", Lane::slow, who, start_import_route,
              http::Body::upload);
    add_route(router, desk, Method::get, "/api/v1/imports", Lane::slow, who,
              Taking({"limit"}, list_imports_route));
    add_route(router, desk, Method::get, "/api/v1/imports/{id}", Lane::slow, who,
              [](Call& call) { return import_answer(call, 200, call.id()); });
    add_route(router, desk, Method::post, "/api/v1/imports/{id}/start", Lane::slow, who, restart);
    add_route(router, desk, Method::post, "/api/v1/imports/{id}/resume", Lane::slow, who, resume);
    add_route(router, desk, Method::get, "/api/v1/imports/{id}/errors.csv", Lane::slow, who,
              Taking({"file"}, errors));
}

} // namespace comity::api
