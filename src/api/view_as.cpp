#include "api/view_as.h"

#include "api/desk.h"
#include "base/error.h"
#include "base/words/tongue.h"
#include "record/access/people.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "record/settings.h"

namespace comity::api {

using namespace record;

namespace {

constexpr std::int64_t one_look_us = 30LL * 60 * 1'000'000;
constexpr std::size_t most_looks = 10'000;

void write_down(Call& call, const Actor& viewer, const Actor& person)
{
    const Sentence label = say("log.looked_as", {{"viewer", viewer.name}, {"person", person.name}});
    const std::string title = Tongue(call.engine().settings().language).tell(label);
    write_change_set(call.engine(), viewer, {.label = label}, [&](Transaction& transaction) {
        transaction.as_program([&] {
            transaction.create(transaction.catalog().load("viewing"),
                               Json()
                                   .set("title", title)
                                   .set("person", format_id(person.user))
                                   .set("owner", format_id(viewer.user)));
        });
    });
}

} // namespace

bool Looks::begins(const Id& viewer, const Id& person, Instant at)
{
    std::lock_guard lock(m_mutex);
    if (m_last.size() >= most_looks)
        m_last.clear();
    const auto [known, is_new] = m_last.try_emplace({viewer, person}, at);
    const bool is_over = at.us - known->second.us > one_look_us;
    known->second = at;
    return is_new || is_over;
}

void Looks::forget(const Id& viewer, const Id& person)
{
    std::lock_guard lock(m_mutex);
    m_last.erase({viewer, person});
}

void look_as(Call& call, std::string_view wanted)
{
    const auto person = parse_id(wanted);
    if (person == call.actor.user)
        return;
    if (!call.actor.is_administrator())
        throw Error(Cause::forbidden, say("request.only_administrators_look_as_somebody"));
    const auto method = call.request.method;
    if (method != http::Method::get && method != http::Method::head)
        throw Error(Cause::forbidden, say("request.you_are_looking_as_somebody"));
    const bool is_known = person && call.engine().people()->find(*person);
    if (!is_known)
        throw Error(Cause::not_found, say("request.nobody_with_id_that_x"));
    const Actor viewer = call.actor;
    call.actor = call.engine().actor_for(*person, viewer.origin);
    call.actor.viewer = viewer.user;
    if (!call.desk.looks.begins(viewer.user, *person, now()))
        return;
    try {
        write_down(call, viewer, call.actor);
    } catch (...) {
        call.desk.looks.forget(viewer.user, *person); // unseen by the log, nothing is shown
        throw;
    }
}

} // namespace comity::api
