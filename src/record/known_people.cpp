#include "record/known_people.h"

#include "record/access/people.h"
#include "record/engine.h"

namespace comity::record {

std::shared_ptr<const People> KnownPeople::everybody()
{
    std::uint64_t forgotten = 0;
    {
        std::lock_guard lock(m_mutex);
        if (m_people)
            return m_people;
        forgotten = m_forgotten;
    }
    auto people = People::load(m_database);
    std::lock_guard lock(m_mutex);
    if (forgotten != m_forgotten)
        return people; // right for who asked before; whoever asks next reads again
    if (!m_people)
        m_people = std::move(people);
    return m_people;
}

std::pair<std::shared_ptr<const People>, const Person*>
KnownPeople::find_known(const Id& user) const
{
    std::lock_guard lock(m_mutex);
    return {m_people, m_people ? m_people->find(user) : nullptr};
}

std::shared_ptr<const Shares> KnownPeople::shares_of(const Actor& actor)
{
    return m_shares.of(m_database, actor);
}

void KnownPeople::forget()
{
    m_shares.forget();
    std::lock_guard lock(m_mutex);
    m_people = nullptr;
    ++m_forgotten;
}

Mechanism people_mechanism()
{
    return {.name = "people",
            .indexes = share_indexes,
            .follows = {"role", "share", "team", "user"},
            .follow = [](Engine& engine) { engine.forget_people(); }};
}

} // namespace comity::record
