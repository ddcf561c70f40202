#include "api/answers.h"

#include "api/desk.h"
#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>

namespace comity::api {

void name_change(http::Response& response, const Id& change_set)
{
    if (!change_set.is_nil())
        response.with("Comity-Change", format_id(change_set));
}

std::string etag_of(std::int64_t version)
{
    return "\"" + std::to_string(version) + "\"";
}

std::optional<std::int64_t> seen_version(const Call& call)
{
    std::string_view text = call.request.header("If-Match");
    if (text.empty() || text == "*")
        return std::nullopt;
    if (text.starts_with("W/"))
        text.remove_prefix(2);
    const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
    const auto version = parse_version(quoted ? text.substr(1, text.size() - 2) : text);
    if (!version)
        throw Error(Cause::malformed, say("request.if_match_must_be_etag"),
                    {{"If-Match", "format", say("request.must_be_version_in_quotes")}});
    return version;
}

std::optional<std::int64_t> parse_version(std::string_view digits)
{
    std::int64_t version = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || version < 1)
        return std::nullopt;
    return version;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    for (const std::string_view word : split(text, ','))
        if (const std::string_view trimmed = trim(word); !trimmed.empty())
            words.emplace_back(trimmed);
    return words;
}

std::optional<Instant> moment_parameter(const Call& call, std::string_view name)
{
    const std::string text = call.text(name);
    if (text.empty())
        return std::nullopt;
    if (const auto instant = parse_instant(text))
        return instant;
    if (const auto date = parse_date(text))
        return start_of(*date, call.actor.zone);
    throw Error(Cause::malformed, say("request.name_must_be_time_such", {{"name", name}}),
                {{std::string(name), "instant", say("request.must_be_time_or_date")}});
}

std::optional<Instant> as_of(const Call& call)
{
    return moment_parameter(call, "as_of");
}

record::ListQuery list_query(const Call& call)
{
    std::vector<Problem> problems;
    record::ListQuery query;
    query.filter = call.text("filter");
    query.sort = call.text("sort");
    query.fields = words_of(call.text("fields"));
    query.expand = words_of(call.text("expand"));
    query.after = call.text("after");
    query.bin = call.text("bin") == "true";
    const std::string count = call.text("count");
    if (count == "exact")
        query.count = record::ListQuery::Count::exact;
    else if (count == "estimate")
        query.count = record::ListQuery::Count::estimate;
    else if (!count.empty())
        problems.push_back({"count", "choice", say("request.must_be_exact_or_estimate")});
    for (const auto read :
         {+[](const Call&c, record::ListQuery&q) { q.limit = c.number("limit", 50, 1, 200); },
          +[](const Call&c, record::ListQuery&q) { q.as_of = as_of(c); }}) {
        try {
            read(call, query);
        } catch (const Error& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (!problems.empty())
        throw Error(
            Cause::malformed,
            say("request.address_has_parameters_that_cannot", {{"field", problems[0].field}}),
            problems);
    return query;
}

void require_known(const Json& body, std::initializer_list<std::string_view> known)
{
    std::vector<Problem> problems;
    if (const Json::Object* members = body.if_object())
        for (const auto& [name, value] : *members)
            if (std::find(known.begin(), known.end(), name) == known.end())
                problems.push_back({name, "unknown", say("request.no_such_member")});
    if (!problems.empty())
        throw Error(Cause::invalid,
                    say("request.body_has_member_that_is", {{"field", problems[0].field}}),
                    problems);
}

std::string text_member(const Json& body, std::string_view name)
{
    const Json* member = body.find(name);
    if (!member || member->is_null())
        return "";
    if (const std::string* text = member->if_string())
        return *text;
    throw Error(Cause::invalid, say("request.name_must_be_text", {{"name", name}}),
                {{std::string(name), "type", say("request.must_be_text")}});
}

} // namespace comity::api
