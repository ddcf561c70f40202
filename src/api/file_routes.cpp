// Files: bytes kept once by their digest, records that say what they are and hang on.
#include "api/answers.h"
#include "api/desk.h"
#include "base/error.h"
#include "http/multipart.h"
#include "record/files/kept_files.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/save/save.h"

#include <fstream>

namespace comity::api {

using namespace record;

namespace {

// Moves the part to its place; the same bytes again are already there.
std::string keep_bytes(Engine& engine, const std::string& body_file, const http::Part& part)
{
    const std::string arriving = arriving_file(engine);
    http::save_part(body_file, part, arriving);
    return keep_arrived(engine, arriving);
}

Json about_of(const std::vector<http::Part>& parts)
{
    const http::Part* object = http::find_part(parts, "object");
    const http::Part* id = http::find_part(parts, "id");
    if (!object || !id)
        return {};
    return Json().set("object", object->text).set("id", id->text);
}

http::Response upload(Call& call)
{
    const auto parts =
        http::read_multipart(call.request.body_file, call.request.header("Content-Type"));
    const http::Part* part = http::find_part(parts, "file");
    if (!part || !part->is_file)
        throw Error(Cause::invalid, say("request.no_part_called_file_with"),
                    {{"file", "required", say("request.no_file")}});
    const std::string digest = keep_bytes(call.engine(), call.request.body_file, *part);
    const Object& files = call.catalog->load("file");
    Id id;
    const Id change =
        write_change_set(call.engine(), call.actor, {}, [&](Transaction& transaction) {
            Json fields;
            fields.set("name", part->filename);
            if (Json about = about_of(parts); !about.is_null())
                fields.set("about", std::move(about));
            id = transaction.create(files, fields).id;
            transaction.as_program([&] {
                transaction.update(files, id,
                                   Json()
                                       .set("digest", digest)
                                       .set("content_type", part->content_type)
                                       .set("size_bytes", static_cast<std::int64_t>(part->size)));
            });
        });
    std::string body;
    read_record(call.engine(), call.actor, files, id, {}, body);
    http::Response response = http::json_response(201, std::move(body));
    response.with("Location", "/api/v1/files/" + format_id(id));
    name_change(response, change);
    return response;
}

// Always a download: what a stranger made never runs in our pages.
http::Response download(Call& call)
{
    std::string text;
    const Actor program = Actor::program("Comity", Origin::automation);
    const Object& files = call.catalog->load("file");
    read_record(call.engine(), call.actor, files, call.id(), {}, text); // may the actor see it?
    text.clear();
    ListQuery query;
    query.fields = {"name", "digest"};
    read_record(call.engine(), program, files, call.id(), query, text);
    const Json record = parse_json(text);
    auto stream = std::make_shared<std::ifstream>(
        bytes_of_file(call.engine(), std::string(record.text("digest"))), std::ios::binary);
    if (!stream->good())
        throw Error(Cause::not_found, say("request.file_bytes_are_not_here"));
    return http::stream_response(
        "application/octet-stream",
        [stream](std::string& out) {
            char piece[64 * 1024];
            stream->read(piece, sizeof piece);
            out.append(piece, static_cast<std::size_t>(stream->gcount()));
            return stream->good();
        },
        record.text("name"));
}

} // namespace

void add_file_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    add_route(router, desk, Method::post, "/api/v1/files", Lane::slow, who, upload,
              http::Body::upload);
    add_route(router, desk, Method::get, "/api/v1/files/{id}/content", Lane::slow, who, download);
}

} // namespace comity::api
