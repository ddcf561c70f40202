// One change to many records, and the jobs that long ones become.
#include "api/answers.h"
#include "api/describe.h"
#include "api/desk.h"
#include "api/problem.h"
#include "base/error.h"
#include "record/parts/bulk.h"
#include "record/work/long_work.h"

namespace comity::api {

using namespace record;

namespace {

constexpr std::int64_t most_at_once = 1'000;

BulkChange bulk_change(const Json& body)
{
    require_known(body, {"filter", "ids", "all", "set", "action", "input"});
    BulkChange change;
    std::vector<Problem> problems;
    change.filter = text_member(body, "filter");
    change.action = text_member(body, "action");
    if (const Json* all = body.find("all")) {
        const bool* is_all = all->if_bool();
        if (!is_all || !*is_all || body.find("filter") || body.find("ids"))
            problems.push_back({"all", "type", say("request.all_is_true_and_alone")});
        change.filter = "*";
    }
    if (const Json* ids = body.find("ids")) {
        const Json::Array* list = ids->if_array();
        for (const Json& item : list ? *list : Json::Array{}) {
            const auto id = item.if_string() ? parse_id(*item.if_string()) : std::nullopt;
            if (id)
                change.ids.push_back(*id);
            else
                problems.push_back({"ids", "reference", say("request.there_is_entry_that_is")});
        }
        if (!list || list->size() > 10'000)
            problems.push_back({"ids", "type", say("request.must_be_list_of_at")});
    } else if (change.filter.empty()) {
        problems.push_back({"filter", "required", say("request.say_which_records_filter_or")});
    }
    if (const Json* set = body.find("set"))
        change.set = *set;
    if (const Json* input = body.find("input"))
        change.input = *input;
    if (change.set.is_null() == change.action.empty())
        problems.push_back({"set", "required", say("request.say_what_to_do_either")});
    if (!problems.empty())
        throw Error(Cause::invalid, problems[0].message, problems);
    return change;
}

void write_outcome(std::string& body, const Tongue& tongue, const BulkOutcome& outcome)
{
    JsonWriter json(body);
    json.begin_object();
    json.key("change");
    if (outcome.change_set.is_nil())
        json.null();
    else
        json.value(format_id(outcome.change_set));
    json.member("matched", outcome.matched);
    json.member("changed", outcome.changed);
    json.key("failed");
    json.begin_array();
    for (const BulkOutcome::Failure& failure : outcome.failed) {
        json.begin_object();
        json.member("id", format_id(failure.id));
        write_problems(json, tongue, failure.problems);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

http::Response bulk(Call& call)
{
    const Object& object = call.object();
    const BulkChange change = bulk_change(call.body());
    if (count_matches(call.engine(), call.actor, object, change, most_at_once) > most_at_once) {
        const Id job = start_bulk(call.engine(), call.actor, object, change);
        return http::json_response(202, format_json(Json().set("job", format_id(job))));
    }
    const BulkOutcome outcome = run_bulk(call.engine(), call.actor, object, change);
    std::string body;
    write_outcome(body, tongue_for(call), outcome);
    http::Response response = http::json_response(200, std::move(body));
    name_change(response, outcome.change_set);
    return response;
}

http::Response job(Call& call)
{
    std::string body;
    call.engine().part<LongWorks>().read(call.actor, call.id(), body);
    return http::json_response(200, std::move(body));
}

} // namespace

void add_bulk_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    add_route(router, desk, Method::post, "/api/v1/{plural}/bulk", Lane::slow, Who::signed_in,
              bulk);
    add_route(router, desk, Method::get, "/api/v1/jobs/{id}", Lane::slow, Who::signed_in, job);
}

} // namespace comity::api
