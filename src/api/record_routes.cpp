// Reading: lists, records, figures, timelines, searches, exports.
#include "api/answers.h"
#include "api/desk.h"
#include "base/error.h"
#include "exchange/export/taken_out.h"
#include "record/find/find.h"

namespace comity::api {

using namespace exchange;
using namespace record;

namespace {

http::Response list_records_route(Call& call)
{
    std::string body;
    body.reserve(32 * 1024);
    const ListQuery query = list_query(call);
    list_records(call.engine(), call.actor, call.object(), query, body);
    // Whoever asks for the next page had a full one before.
    if (!query.after.empty())
        call.engine().part<exchange::BulkReads>().note(call.actor, call.object(), query.limit);
    return http::json_response(200, std::move(body));
}

http::Response read_record_route(Call& call)
{
    std::string body;
    body.reserve(2 * 1024);
    const auto version =
        read_record(call.engine(), call.actor, call.object(), call.id(), list_query(call), body);
    return http::json_response(200, std::move(body)).with("ETag", etag_of(version));
}

http::Response aggregate(Call& call)
{
    AggregateQuery query;
    query.groups = words_of(call.text("group"));
    query.measures = words_of(call.text("measure"));
    if (query.measures.empty())
        query.measures = {"count"};
    query.filter = call.text("filter");
    query.sort = call.text("sort");
    query.as_of = as_of(call);
    query.limit = call.number("limit", 200, 1, 1000);
    std::string body;
    aggregate_records(call.engine(), call.actor, call.object(), query, body);
    return http::json_response(200, std::move(body));
}

http::Response timeline(Call& call)
{
    std::string body;
    read_timeline(call.engine(), call.actor, call.object(), call.id(), words_of(call.text("kinds")),
                  call.text("after"), call.number("limit", 50, 1, 200), body, as_of(call));
    return http::json_response(200, std::move(body));
}

http::Response search(Call& call)
{
    const std::string text = call.text("q");
    if (text.size() > 4096)
        throw Error(Cause::malformed, say("request.search_has_at_most_4"),
                    {{"q", "length", say("request.too_long")}});
    std::string body;
    search_records(call.engine(), call.actor, text, words_of(call.text("objects")),
                   call.number("limit", 20, 1, 100), body);
    return http::json_response(200, std::move(body));
}

std::string_view media_type_of(ExportFormat format)
{
    switch (format) {
    case ExportFormat::csv:
        return "text/csv; charset=utf-8";
    case ExportFormat::xlsx:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case ExportFormat::json:
        return "application/json";
    case ExportFormat::vcard:
        return "text/vcard; charset=utf-8";
    case ExportFormat::pdf:
        return "application/pdf";
    }
    return "";
}

// What an export of an earlier moment is called says of which day: deals_as_of_2026-03-01.csv.
std::string file_name(const Call& call, const ExportQuery& query, std::string_view ending)
{
    std::string name = call.object().plural;
    if (query.list.as_of)
        name += "_as_of_" + format_date(date_in(*query.list.as_of, call.actor.zone));
    return name.append(ending);
}

http::Response export_as(Call& call, ExportFormat format, std::string_view ending)
{
    ExportQuery query;
    query.list = list_query(call);
    query.format = format;
    query.with_ids = call.text("ids") == "true";
    query.is_round_trip = call.text("round_trip") == "true";
    const Object& object = call.object();
    auto stream = std::make_shared<LoggedExport>(call.engine(), call.actor, object, query);
    return http::stream_response(
        std::string(media_type_of(format)),
        [stream](std::string& out) { return stream->next(out); }, file_name(call, query, ending));
}

http::Response card(Call& call)
{
    const Object& object = call.object();
    // What may not be seen is not found, rather than an empty file.
    std::string ignored;
    read_record(call.engine(), call.actor, object, call.id(), {}, ignored);
    ExportQuery query;
    query.format = ExportFormat::vcard;
    query.list.filter = "id = \"" + format_id(call.id()) + "\"";
    auto stream = std::make_shared<LoggedExport>(call.engine(), call.actor, object, query);
    return http::stream_response(
        std::string(media_type_of(query.format)),
        [stream](std::string& out) { return stream->next(out); }, object.name + ".vcf");
}

// What lists, single records and exports know (answers.h, list_query).
const std::vector<std::string_view> of_list = {"filter", "sort",  "fields", "expand",
                                               "limit",  "after", "as_of",  "count",
                                               "bin",    "ids",   "format", "round_trip"};

} // namespace

void add_record_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    add_route(router, desk, Method::get, "/api/v1/{plural}", Lane::quick, who,
              Taking(of_list, list_records_route));
    add_route(router, desk, Method::get, "/api/v1/{plural}/{id}", Lane::quick, who,
              Taking(of_list, read_record_route));
    add_route(router, desk, Method::get, "/api/v1/{plural}/aggregate", Lane::slow, who,
              Taking({"group", "measure", "filter", "sort", "as_of", "limit"}, aggregate));
    add_route(router, desk, Method::get, "/api/v1/{plural}/{id}/timeline", Lane::slow, who,
              Taking({"kinds", "after", "limit", "as_of"}, timeline));
    add_route(router, desk, Method::get, "/api/v1/search", Lane::slow, who,
              Taking({"q", "objects", "limit"}, search));
    add_route(router, desk, Method::get, "/api/v1/{plural}/{id}.vcf", Lane::slow, who, card);
    const std::pair<std::string, ExportFormat> formats[] = {{".csv", ExportFormat::csv},
                                                            {".xlsx", ExportFormat::xlsx},
                                                            {".pdf", ExportFormat::pdf},
                                                            {".vcf", ExportFormat::vcard},
                                                            {".json", ExportFormat::json}};
    for (const auto& [ending, format] : formats)
        add_route(router, desk, Method::get, "/api/v1/{plural}" + ending, Lane::slow, who,
                  Taking(of_list,
                         [ending, format](Call& call) { return export_as(call, format, ending); }));
}

} // namespace comity::api
