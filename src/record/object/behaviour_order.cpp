#include "record/object/behaviour_order.h"

#include "base/error.h"

#include <algorithm>

namespace comity::record {
namespace {

class Ordering {
public:
    explicit Ordering(std::vector<Behaviour> behaviours)
        : m_behaviours(std::move(behaviours)), m_is_placed(m_behaviours.size())
    {
        std::ranges::sort(m_behaviours, {}, &Behaviour::name);
        const auto twin = std::ranges::adjacent_find(m_behaviours, {}, &Behaviour::name);
        if (twin != m_behaviours.end())
            throw Error(Cause::broken, "There are two behaviours called " + twin->name + ".");
    }

    std::vector<Behaviour> run()
    {
        for (std::size_t i = 0; i < m_behaviours.size(); ++i)
            place(i);
        std::vector<Behaviour> ordered;
        ordered.reserve(m_order.size());
        for (const std::size_t i : m_order)
            ordered.push_back(std::move(m_behaviours[i]));
        return ordered;
    }

private:
    // First those that it waits for.
    void place(std::size_t at)
    {
        if (m_is_placed[at])
            return;
        if (const auto again = std::ranges::find(m_way, at); again != m_way.end())
            refuse_cycle({again, m_way.end()});
        m_way.push_back(at);
        for (const std::string& name : m_behaviours[at].after)
            place(load(name, m_behaviours[at]));
        m_way.pop_back();
        m_is_placed[at] = true;
        m_order.push_back(at);
    }

    std::size_t load(const std::string& name, const Behaviour& by) const
    {
        const auto found = std::ranges::lower_bound(m_behaviours, name, {}, &Behaviour::name);
        if (found == m_behaviours.end() || found->name != name)
            throw Error(Cause::broken,
                        by.name + " is to run after " + name + ", which is no behaviour.");
        return static_cast<std::size_t>(found - m_behaviours.begin());
    }

    [[noreturn]] void refuse_cycle(const std::vector<std::size_t>& cycle) const
    {
        std::string names;
        for (const std::size_t at : cycle)
            names += m_behaviours[at].name + " after ";
        throw Error(Cause::broken, "Behaviours wait for one another: " + names +
                                       m_behaviours[cycle[0]].name + ".");
    }

    std::vector<Behaviour> m_behaviours; // by name
    std::vector<bool> m_is_placed;
    std::vector<std::size_t> m_way; // from one that waits to what it waits for
    std::vector<std::size_t> m_order;
};

} // namespace

std::vector<Behaviour> in_order(std::vector<Behaviour> behaviours)
{
    return Ordering(std::move(behaviours)).run();
}

} // namespace comity::record
