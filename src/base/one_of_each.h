#pragma once
// A place that holds at most one object of each type and hands it out by type. Objects are made in
// an order and go in the reverse one, so that each may rest on those before it.
//
// Made by one thread before others look; from then on any thread may ask.

#include "base/error.h"

#include <memory>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace comity {

class OneOfEach {
public:
    OneOfEach() = default;
    OneOfEach(const OneOfEach&) = delete;
    OneOfEach& operator=(const OneOfEach&) = delete;
    ~OneOfEach() { clear(); }

    template <class Part, class... Arguments> Part& make(Arguments&&... arguments)
    {
        return put(std::make_shared<Part>(std::forward<Arguments>(arguments)...));
    }

    // One that was made elsewhere, handed out as what `Part` says: its base, where that is a port.
    template <class Part> Part& put(std::shared_ptr<Part> part)
    {
        Part& made = *part;
        CHECK(m_places.emplace(typeid(Part), &made).second);
        m_parts.push_back(std::move(part));
        return made;
    }

    // Null when none was made.
    template <class Part> Part* find() const
    {
        const auto found = m_places.find(typeid(Part));
        return found == m_places.end() ? nullptr : static_cast<Part*>(found->second);
    }

    template <class Part> Part& get() const
    {
        Part* part = find<Part>();
        CHECK(part);
        return *part;
    }

    // The last one made goes first.
    void clear()
    {
        while (!m_parts.empty())
            m_parts.pop_back();
        m_places.clear();
    }

private:
    std::vector<std::shared_ptr<void>> m_parts;
    std::unordered_map<std::type_index, void*> m_places;
};

} // namespace comity
