// Writing one record, and the actions on one.
#include "api/answers.h"
#include "api/desk.h"
#include "api/duplicate_asking.h"
#include "base/error.h"
#include "base/secret.h"
#include "record/find/find.h"
#include "record/save/actions.h"
#include "record/save/idempotency.h"
#include "record/save/save.h"

#include <chrono>
#include <thread>

namespace comity::api {

using namespace record;

namespace {

// The record as it is after a write; one that the actor may not see any more (given away) is told
// by id.
http::Response record_answer(Call& call, int status, const Id& id, const Id& change)
{
    std::string body;
    std::int64_t version = 0;
    try {
        version = read_record(call.engine(), call.actor, call.object(), id, {}, body);
    } catch (const Error& error) {
        if (error.cause() != Cause::not_found)
            throw;
        body = format_json(Json().set("id", format_id(id)));
    }
    http::Response response = http::json_response(status, std::move(body));
    if (version > 0)
        response.with("ETag", etag_of(version));
    name_change(response, change);
    return response;
}

// Passwords of users are no field: they are set beside the record.
Json without_password(const Object& object, Json fields, std::string& password)
{
    const Json::Object* members = fields.if_object();
    if (object.name != "user" || !members || !fields.find("password"))
        return fields;
    password = text_member(fields, "password");
    Json rest = Json::Object{};
    for (const auto& [name, value] : *members)
        if (name != "password")
            rest.set(name, value);
    return rest;
}

std::optional<NewPassword> new_password(const std::string& password)
{
    return password.empty() ? std::nullopt : std::optional(make_new_password(password));
}

http::Response created_answer(Call& call, const Object& object, const Id& id, const Id& change,
                              const std::vector<Candidate>& candidates = {})
{
    http::Response response = record_answer(call, 201, id, change);
    append_duplicates(response.body, candidates);
    response.with("Location", "/api/v1/" + object.plural + "/" + format_id(id));
    return response;
}

http::Response kept_answer(Call& call, const Object& object, const Answer& known)
{
    if (known.is_unfinished)
        return created_answer(call, object, known.record, known.change_set);
    http::Response response = http::json_response(known.status, known.body);
    const Json headers = parse_json(known.headers);
    if (const Json::Object* members = headers.if_object())
        for (const auto& [name, value] : *members)
            response.with(name, *value.if_string());
    return response;
}

// Nothing when the same request is under way beside this one.
std::optional<http::Response> create_claimed(Call& call, const Object& object, const Json& fields,
                                             const std::string& key, const std::string& digest)
{
    const auto candidates = duplicates_of_new(call, object, fields);
    Id id;
    Id change;
    try {
        change = write_change_set(call.engine(), call.actor, {}, [&](Transaction& transaction) {
            id = transaction.create(object, fields).id;
            claim_key(transaction, key, digest, object, id);
        });
    } catch (const Error& error) {
        const auto& problems = error.problems();
        if (!problems.empty() && problems[0].field == "Idempotency-Key" &&
            problems[0].rule == "unique")
            return std::nullopt;
        throw;
    }
    http::Response response = created_answer(call, object, id, change, candidates);
    Json headers = Json::Object{};
    for (const auto& [name, value] : response.headers)
        headers.set(name, value);
    keep_answer(
        call.engine(), call.actor, key,
        {response.status, format_json(headers), response.body, false, object.name, id, change});
    return response;
}

// A key is claimed in the transaction of its write, so a request that is repeated while the first
// one is still on its way, or after it was cut off, never makes a second record.
http::Response create_once(Call& call, const Object& object, const Json& fields,
                           const std::string& key)
{
    const std::string digest =
        sha256_hex("POST " + object.plural + " " + std::string(call.request.body));
    for (int attempt = 0; attempt < 100; ++attempt) {
        if (const auto known = find_answer(call.engine(), call.actor, key, digest))
            return kept_answer(call, object, *known);
        if (auto response = create_claimed(call, object, fields, key, digest))
            return *std::move(response);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw Error(Cause::conflict, say("request.same_request_is_still_under"));
}

http::Response create(Call& call)
{
    const Object& object = call.object();
    std::string password;
    const Json fields = without_password(object, call.body(), password);
    if (fields.is_null())
        throw Error(Cause::malformed, say("request.body_must_be_json_object_of"));
    const std::string key(call.request.header("Idempotency-Key"));
    if (!key.empty() && password.empty())
        return create_once(call, object, fields, key);
    const auto candidates = duplicates_of_new(call, object, fields);
    const auto made = new_password(password);
    Id id;
    const Id change =
        write_change_set(call.engine(), call.actor, {}, [&](Transaction& transaction) {
            id = transaction.create(object, fields).id;
            if (made)
                put_password(transaction.connection(), id, *made);
        });
    return created_answer(call, object, id, change, candidates);
}

http::Response update(Call& call)
{
    const Object& object = call.object();
    const auto seen = seen_version(call);
    const Id id = call.id();
    std::string password;
    const Json fields = without_password(object, call.body(), password);
    if (fields.is_null())
        throw Error(Cause::malformed, say("request.body_must_name_fields_to"));
    if (!password.empty() && !call.actor.is_administrator())
        throw Error(Cause::forbidden, say("request.only_administrators_set_passwords_of"));
    const auto made = new_password(password);
    const Id change =
        write_change_set(call.engine(), call.actor, {}, [&](Transaction& transaction) {
            transaction.update(object, id, fields, seen);
            if (made)
                put_password(transaction.connection(), id, *made);
        });
    if (made)
        forget_sessions(call.engine());
    http::Response response = record_answer(call, 200, id, change);
    if (!change.is_nil())
        append_duplicates(response.body, duplicates_of_changed(call, object, id, fields));
    return response;
}

http::Response remove(Call& call)
{
    const Object& object = call.object();
    const auto seen = seen_version(call);
    const Id change =
        write_change_set(call.engine(), call.actor, {}, [&](Transaction& transaction) {
            transaction.remove(object, call.id(), seen);
        });
    if (change.is_nil())
        throw Error(Cause::not_found, say("request.this_is_in_bin_already"));
    Json answer;
    answer.set("change", format_id(change));
    http::Response response = http::json_response(200, format_json(answer));
    name_change(response, change);
    return response;
}

http::Response restore(Call& call)
{
    const Object& object = call.object();
    const Id change =
        write_change_set(call.engine(), call.actor, {},
                         [&](Transaction& transaction) { transaction.restore(object, call.id()); });
    return record_answer(call, 200, call.id(), change);
}

http::Response act(Call& call)
{
    const Json answer = run_action(call.engine(), call.actor, call.object(), call.id(),
                                   call.request.parameter("action"), call.body());
    http::Response response = http::json_response(200, format_json(answer));
    if (const auto change = parse_id(answer.text("change")))
        name_change(response, *change);
    return response;
}

} // namespace

void add_write_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    add_route(router, desk, Method::post, "/api/v1/{plural}", Lane::slow, who,
              Taking({"duplicates"}, create));
    add_route(router, desk, Method::patch, "/api/v1/{plural}/{id}", Lane::slow, who,
              Taking({"duplicates"}, update));
    add_route(router, desk, Method::delete_, "/api/v1/{plural}/{id}", Lane::slow, who, remove);
    add_route(router, desk, Method::post, "/api/v1/{plural}/{id}/restore", Lane::slow, who,
              restore);
    add_route(router, desk, Method::post, "/api/v1/{plural}/{id}/{action}", Lane::slow, who, act);
}

} // namespace comity::api
