// One long work under way.

#include "base/error.h"
#include "record/engine.h"
#include "record/work/long_work_rows.h"
#include "record/work/servers.h"

#include <algorithm>
#include <thread>

namespace comity::record {

LongRun::LongRun(Engine& engine, const Row& row, Actor actor)
    : m_engine(engine), m_row(std::make_unique<Row>(row)), m_actor(std::move(actor)),
      m_place(row.place), m_seen(std::make_shared<Seen>())
{
    m_seen->done = row.done;
    m_seen->total = row.total;
}

LongRun::~LongRun() = default;

const Id& LongRun::id() const
{
    return m_row->id;
}

const Json& LongRun::wish() const
{
    return m_row->request.wish;
}

bool LongRun::is_resumed() const
{
    return m_row->was_taken;
}

bool LongRun::has_begun() const
{
    return m_row->is_begun;
}

const Id& LongRun::change_set() const
{
    return m_row->change_set;
}

Actor LongRun::actor_now()
{
    return m_actor.user.is_nil() ? m_actor : m_engine.actor_for(m_actor.user, m_actor.origin);
}

void LongRun::begin()
{
    write_patiently(m_engine, *this,
                    [&](store::Connection& connection) { begin_work(connection, m_row->id); });
    m_row->is_begun = true;
}

namespace {

[[noreturn]] void refuse_lost()
{
    throw Error(Cause::unavailable, say("work.another_server_goes_on_with"));
}

} // namespace

void LongRun::keep(store::Connection& connection, const std::string& place)
{
    if (!hold_work(connection, m_row->id, m_engine.part<ThisServer>().id(), place))
        refuse_lost();
}

void LongRun::hold(store::Connection& connection)
{
    if (!hold_work(connection, m_row->id, m_engine.part<ThisServer>().id(), std::nullopt))
        refuse_lost();
}

void LongRun::update(std::int64_t done, std::int64_t total)
{
    m_seen->done = std::min(done, total);
    m_seen->total = total;
}

bool LongRun::is_cancelled() const
{
    return m_seen->is_stopping;
}

void LongRun::opened(const Id& change_set)
{
    if (change_set.is_nil())
        return;
    write_patiently(m_engine, *this, [&](store::Connection& connection) {
        name_change_set(connection, m_row->id, change_set);
    });
    m_row->change_set = change_set;
}

void LongRun::tell(std::int64_t done, std::int64_t total)
{
    if (is_cancelled())
        throw Error(Cause::unavailable, say("work.server_was_stopped_meanwhile_it"));
    update(done, total);
}

void write_patiently(Engine& engine, const Progress& progress,
                     const std::function<void(store::Connection&)>& work)
{
    for (;;) {
        try {
            return engine.database().write(work);
        } catch (const Error& error) {
            if (error.cause() != Cause::unavailable || progress.is_cancelled())
                throw;
        }
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}

} // namespace comity::record
