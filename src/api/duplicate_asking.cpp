#include "api/duplicate_asking.h"

#include "api/desk.h"
#include "base/error.h"

#include <algorithm>

namespace comity::api {

using namespace record;

namespace {

bool is_worth_asking(Call& call, const Object& object, const Json& fields)
{
    return call.text("duplicates") != "allow" && has_matched_field(*call.catalog, object, fields) &&
           call.actor.reach(object, Verb::read) != Reach::none;
}

void check_wish(Call& call)
{
    const std::string wish = call.text("duplicates");
    if (!wish.empty() && wish != "tell" && wish != "refuse" && wish != "allow")
        throw Error(Cause::malformed, say("request.duplicates_is_tell_refuse_or"),
                    {{"duplicates", "choice", say("request.must_be_tell_refuse_or")}});
}

} // namespace

std::vector<Candidate> duplicates_of_new(Call& call, const Object& object, const Json& fields)
{
    check_wish(call);
    if (!is_worth_asking(call, object, fields))
        return {};
    auto candidates = find_candidates(call.engine(), call.actor, object, fields);
    if (call.text("duplicates") == "refuse" &&
        std::ranges::any_of(candidates, &Candidate::is_likely)) {
        std::string extra = "{";
        JsonWriter json(extra);
        json.plain_key("candidates");
        write_candidates(json, candidates);
        extra += "}";
        throw Error(Cause::conflict,
                    say("request.this_may_be_there_already", {{"title", candidates[0].title}}),
                    {{"", "duplicate",
                      say("request.likely_duplicate_of_title", {{"title", candidates[0].title}})}})
            .with_extra_json(extra);
    }
    return candidates;
}

std::vector<Candidate> duplicates_of_changed(Call& call, const Object& object, const Id& id,
                                             const Json& fields)
{
    check_wish(call);
    if (!is_worth_asking(call, object, fields))
        return {};
    try {
        return find_candidates(call.engine(), call.actor, object, {}, id);
    } catch (const Error& error) {
        if (error.cause() != Cause::not_found)
            throw;
        return {}; // given away with this change
    }
}

void append_duplicates(std::string& body, const std::vector<Candidate>& candidates)
{
    if (candidates.empty() || !body.ends_with('}'))
        return;
    body.back() = ',';
    body += "\"duplicates\":";
    JsonWriter json(body);
    write_candidates(json, candidates);
    body += '}';
}

} // namespace comity::api
