// Sheets that come back.
#include "api/answers.h"
#include "api/describe.h"
#include "api/desk.h"
#include "api/problem.h"
#include "base/error.h"
#include "exchange/import.h"
#include "exchange/round_trip.h"
#include "http/multipart.h"

#include <charconv>
#include <filesystem>

namespace comity::api {

using namespace exchange;
using namespace record;

namespace {

constexpr std::int64_t most_cells_at_once = 1'000;

http::Response sheet_answer(Call& call, int status, const Id& sheet)
{
    SheetQuery query;
    const std::string after = call.text("after");
    const auto read = std::from_chars(after.data(), after.data() + after.size(), query.after);
    if (!after.empty() && (read.ec != std::errc() || read.ptr != after.data() + after.size()))
        throw Error(Cause::malformed, say("request.after_is_line_of_sheet"),
                    {{"after", "type", say("request.must_be_number")}});
    query.limit = call.number("limit", 50, 1, 200);
    query.state = call.text("state");
    std::string body;
    read_sheet(call.engine(), call.actor, sheet, query, body);
    return http::json_response(status, std::move(body))
        .with("Location", "/api/v1/sheets/" + format_id(sheet));
}

// The file of an upload that began as an import, or one of its own.
http::Response start_sheet_route(Call& call)
{
    if (call.request.media_type() != "multipart/form-data")
        throw Error(Cause::malformed, say("request.send_file_as_multipart_form"));
    const auto parts =
        http::read_multipart(call.request.body_file, call.request.header("Content-Type"));
    const http::Part* object = http::find_part(parts, "object");
    const std::string wanted = object ? object->text : std::string();
    if (const http::Part* import = http::find_part(parts, "import")) {
        const auto id = parse_id(import->text);
        if (!id)
            throw Error(Cause::not_found, say("common.no_such_import"));
        const ImportFile file = file_of_import(call.engine(), call.actor, *id);
        return sheet_answer(call, 202,
                            start_sheet(call.engine(), call.actor, file.path, file.name, wanted));
    }
    const http::Part* file = http::find_part(parts, "file");
    if (!file || !file->is_file)
        throw Error(Cause::invalid, say("request.no_part_called_file_with"),
                    {{"file", "required", say("request.send_sheet_as_file")}});
    const std::string spooled = call.request.body_file + ".part";
    http::save_part(call.request.body_file, *file, spooled);
    const auto forget = [&] {
        std::error_code ignored;
        std::filesystem::remove(spooled, ignored);
    };
    try {
        const Id sheet = start_sheet(call.engine(), call.actor, spooled, file->filename, wanted);
        forget();
        return sheet_answer(call, 202, sheet);
    } catch (...) {
        forget();
        throw;
    }
}

void write_sheet_outcome(std::string& body, const Tongue& tongue, const SheetOutcome& outcome)
{
    JsonWriter json(body);
    json.begin_object();
    json.key("change");
    outcome.change_set.is_nil() ? json.null() : json.value(format_id(outcome.change_set));
    json.member("rows", outcome.rows);
    json.member("cells", outcome.cells);
    json.member("created", outcome.created);
    json.key("failed");
    json.begin_array();
    for (const SheetOutcome::Failure& failure : outcome.failed) {
        json.begin_object();
        json.member("line", failure.line);
        write_problems(json, tongue, failure.problems);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

http::Response apply(Call& call)
{
    Engine& engine = call.engine();
    const Id sheet = call.id();
    const Json said = call.body();
    const SheetChoice choice = parse_sheet_choice(said);
    if (count_chosen(engine, call.actor, sheet, choice) > most_cells_at_once) {
        const Id job = start_apply_sheet(engine, call.actor, sheet, said);
        return http::json_response(202, format_json(Json().set("job", format_id(job))));
    }
    const SheetOutcome outcome = apply_sheet(engine, call.actor, sheet, choice);
    std::string body;
    write_sheet_outcome(body, tongue_for(call), outcome);
    http::Response response = http::json_response(200, std::move(body));
    name_change(response, outcome.change_set);
    return response;
}

} // namespace

void add_sheet_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    add_route(router, desk, Method::post, "/api/v1/sheets", Lane::slow, who, start_sheet_route,
              http::Body::upload);
    add_route(router, desk, Method::get, "/api/v1/sheets/{id}", Lane::slow, who,
              Taking({"after", "limit", "state"},
                     [](Call& call) { return sheet_answer(call, 200, call.id()); }));
    add_route(router, desk, Method::post, "/api/v1/sheets/{id}/apply", Lane::slow, who, apply);
}

} // namespace comity::api
