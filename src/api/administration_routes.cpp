// How the program fares, for administrators: what ticks, waits and runs long, what was set aside
// and may be tried again, how large and how slow things are.
#include "api/answers.h"
#include "api/describe.h"
#include "api/desk.h"
#include "base/error.h"
#include "base/json.h"
#include "base/version.h"
#include "base/words/tongue.h"
#include "record/secret_values.h"
#include "record/secrets.h"
#include "record/work/backup_note.h"
#include "record/work/chores.h"
#include "record/work/long_work.h"
#include "record/work/queue.h"
#include "record/work/servers.h"
#include "record/work/storage.h"

namespace comity::api {

using namespace record;

namespace {

constexpr int most_works = 50;
constexpr std::size_t most_slow = 50;

void require_administrator(const Call& call)
{
    if (!call.actor.is_administrator())
        throw Error(Cause::forbidden, say("request.only_administrators_see_how_program"));
}

void write_moment(JsonWriter& json, std::string_view key, const std::optional<Instant>& at)
{
    json.key(key);
    at ? json.value(format_instant(*at)) : json.null();
}

void write_text_or_null(JsonWriter& json, std::string_view key, const std::string& text)
{
    json.key(key);
    text.empty() ? json.null() : json.value(text);
}

void write_chores(JsonWriter& json, Engine& engine, const Tongue& tongue)
{
    json.begin_array();
    for (const ChoreStanding& chore : engine.part<Chores>().standings()) {
        json.begin_object();
        json.member("name", chore.name);
        json.member("label", tongue.label(chore.label));
        json.member("on", chore.on == Chore::On::one_server ? "one_server" : "each_server");
        json.member("every_s", chore.every_s);
        json.member("is_running", chore.is_running);
        write_moment(json, "ran_at", chore.ran_at);
        json.member("took_us", chore.took_us);
        json.member("failures", chore.failures);
        write_text_or_null(json, "error", chore.error);
        write_moment(json, "failed_at", chore.failed_at);
        json.end_object();
    }
    json.end_array();
}

void write_queue(JsonWriter& json, Engine& engine, std::optional<Id> after, int limit)
{
    const QueueStanding standing = engine.part<Queue>().standing();
    json.begin_object();
    json.member("waiting", standing.waiting);
    json.member("set_aside", standing.set_aside);
    write_moment(json, "oldest", standing.oldest);
    const auto entries = engine.part<Queue>().set_aside(limit, after);
    json.key("entries");
    json.begin_array();
    for (const QueueEntry& entry : entries) {
        json.begin_object();
        json.member("id", format_id(entry.id));
        json.member("behaviour", entry.behaviour);
        json.member("object", entry.object);
        json.member("record", format_id(entry.record));
        json.member("change", format_id(entry.change_set));
        json.member("attempts", entry.attempts);
        json.member("last_at", format_instant(entry.last_at));
        json.member("error", entry.error);
        json.end_object();
    }
    json.end_array();
    json.key("next");
    if (entries.size() == static_cast<std::size_t>(limit))
        json.value(format_id(entries.back().id));
    else
        json.null();
    json.end_object();
}

void write_works(JsonWriter& json, Engine& engine)
{
    json.begin_array();
    for (const LongWorkStanding& work : engine.part<LongWorks>().standings(most_works)) {
        json.begin_object();
        json.member("id", format_id(work.id));
        json.member("kind", work.kind);
        json.member("state", work.state);
        json.member("actor_name", work.actor_name);
        json.member("done", work.done);
        json.member("total", work.total);
        json.member("attempts", work.attempts);
        json.member("at", format_instant(work.at));
        write_moment(json, "seen_at", work.seen_at);
        write_moment(json, "next_try_at", work.not_before);
        write_text_or_null(json, "error", work.error);
        json.member("may_retry", work.may_retry);
        json.end_object();
    }
    json.end_array();
}

void write_storage(JsonWriter& json, Engine& engine)
{
    const StorageReport report = read_storage(engine);
    json.begin_object();
    json.member("bytes", database_bytes(engine));
    json.key("day");
    report.day ? json.value(format_date(*report.day)) : json.null();
    json.key("tables");
    json.begin_array();
    for (const StorageStanding& table : report.tables) {
        json.begin_object();
        json.member("name", table.name);
        json.member("bytes", table.bytes);
        json.member("rows", table.rows);
        json.member("grown_week", table.grown_week);
        json.member("grown_month", table.grown_month);
        json.end_object();
    }
    json.end_array();
    json.key("days");
    json.begin_array();
    for (const StorageDay& day : report.days) {
        json.begin_object();
        json.member("day", format_date(day.day));
        json.member("bytes", day.bytes);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void write_servers(JsonWriter& json, Engine& engine)
{
    json.begin_array();
    for (const ServerStanding& server : engine.part<ThisServer>().standings()) {
        json.begin_object();
        json.member("id", format_id(server.id));
        json.member("host", server.host);
        json.member("pid", server.pid);
        json.member("version", server.version);
        json.member("started_at", format_instant(server.started_at));
        json.member("seen_at", format_instant(server.seen_at));
        json.member("is_this", server.is_this);
        json.end_object();
    }
    json.end_array();
}

void write_routes(JsonWriter& json, const RouteTimes& times)
{
    json.begin_array();
    for (const RouteTime* time : times.slowest()) {
        json.begin_object();
        json.member("route", time->route());
        json.member("count", time->count());
        json.member("p50_us", time->quantile_us(0.5));
        json.member("p95_us", time->quantile_us(0.95));
        json.end_object();
    }
    json.end_array();
}

void write_slow(JsonWriter& json, Engine& engine)
{
    json.begin_array();
    for (const store::SlowStatement& slow : slow_statements(engine, most_slow)) {
        json.begin_object();
        json.member("sql", slow.sql);
        json.member("count", slow.count);
        json.member("total_us", slow.total_us);
        json.member("worst_us", slow.worst_us);
        json.member("last_at", format_instant(slow.last_at));
        json.end_object();
    }
    json.end_array();
}

void write_backup(JsonWriter& json, Engine& engine)
{
    const auto note = find_backup_note(engine.data_folder());
    if (!note)
        return json.null();
    json.begin_object();
    json.member("at", format_instant(note->at));
    json.member("file", note->file);
    json.member("bytes", note->bytes);
    json.member("is_well", note->is_well);
    json.end_object();
}

// What is wrong with the key file hides nothing else of the page.
void write_secrets(JsonWriter& json, Engine& engine, const Tongue& tongue)
{
    Secrets::Standing secrets;
    std::int64_t closed = 0;
    std::string error;
    try {
        secrets = engine.part<Secrets>().standing();
        closed = count_secrets_under(engine, secrets.lost);
    } catch (const Error& problem) {
        error = tongue.tell(problem.sentence());
    }
    json.begin_object();
    json.member("keys", secrets.keys);
    json.member("under_old_key", secrets.old - static_cast<std::int64_t>(secrets.lost.size()));
    json.member("closed", closed);
    json.key("error");
    error.empty() ? json.null() : json.value(error);
    json.end_object();
}

http::Response overview_route(Call& call)
{
    require_administrator(call);
    Engine& engine = call.engine();
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.member("version", program_version);
    json.member("database", database_system(engine));
    json.key("servers");
    write_servers(json, engine);
    json.key("chores");
    write_chores(json, engine, tongue_for(call));
    json.key("queue");
    write_queue(json, engine, {}, 20);
    json.key("work");
    write_works(json, engine);
    json.key("storage");
    write_storage(json, engine);
    json.key("routes");
    write_routes(json, call.desk.times);
    json.key("slow");
    write_slow(json, engine);
    json.key("backup");
    write_backup(json, engine);
    json.key("secrets");
    write_secrets(json, engine, tongue_for(call));
    json.end_object();
    return http::json_response(200, std::move(body));
}

http::Response queue_route(Call& call)
{
    require_administrator(call);
    std::optional<Id> after;
    if (const std::string text = call.text("after"); !text.empty())
        if (after = parse_id(text); !after)
            throw Error(Cause::malformed, say("request.after_is_no_id"),
                        {{"after", "format", say("request.no_id")}});
    std::string body;
    JsonWriter json(body);
    write_queue(json, call.engine(), after, call.number("limit", 50, 1, 200));
    return http::json_response(200, std::move(body));
}

http::Response retry_entry_route(Call& call)
{
    require_administrator(call);
    if (!call.engine().part<Queue>().retry(call.id()))
        throw Error(Cause::not_found, say("request.this_is_not_set_aside"));
    return http::empty_response();
}

http::Response discard_entry_route(Call& call)
{
    require_administrator(call);
    if (!call.engine().part<Queue>().discard(call.id()))
        throw Error(Cause::not_found, say("request.this_is_not_set_aside"));
    return http::empty_response();
}

http::Response retry_work_route(Call& call)
{
    require_administrator(call);
    if (!call.engine().part<LongWorks>().retry(call.id()))
        throw Error(Cause::not_found, say("request.this_was_not_set_aside"));
    return http::empty_response();
}

http::Response wake_chore_route(Call& call)
{
    require_administrator(call);
    const std::string name(call.request.parameter("name"));
    if (!call.engine().part<Chores>().has(name))
        throw Error(Cause::not_found, say("request.no_chore_called_name", {{"name", name}}));
    call.engine().part<Chores>().wake(name);
    return http::json_response(202, format_json(Json().set("name", name)));
}

http::Response exchange_key_route(Call& call)
{
    require_administrator(call);
    call.engine().part<Secrets>().exchange_keys();
    return http::empty_response();
}

} // namespace

void add_administration_routes(http::Router& router, Desk& desk)
{
    using http::Lane;
    using http::Method;
    constexpr Who who = Who::signed_in;
    const std::string root = "/api/v1/administration";
    add_route(router, desk, Method::get, root, Lane::slow, who, overview_route);
    add_route(router, desk, Method::get, root + "/queue", Lane::slow, who,
              Taking({"limit", "after"}, queue_route));
    add_route(router, desk, Method::post, root + "/queue/{id}/retry", Lane::slow, who,
              retry_entry_route);
    add_route(router, desk, Method::delete_, root + "/queue/{id}", Lane::slow, who,
              discard_entry_route);
    add_route(router, desk, Method::post, root + "/work/{id}/retry", Lane::slow, who,
              retry_work_route);
    add_route(router, desk, Method::post, root + "/chores/{name}/run", Lane::slow, who,
              wake_chore_route);
    add_route(router, desk, Method::post, root + "/secrets/exchange-key", Lane::slow, who,
              exchange_key_route);
}

} // namespace comity::api
