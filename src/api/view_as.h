#pragma once
// Looking at everything as another person sees it, for administrators; nothing can be changed.

#include "base/id.h"
#include "base/time.h"

#include <map>
#include <mutex>
#include <string_view>

namespace comity::api {

struct Call;

// Who looked as whom last, and when. Whatever is forgotten here is only written down once more. Any
// thread.
class Looks {
public:
    // Whether this is the beginning of one.
    bool begins(const Id& viewer, const Id& person, Instant at);
    void forget(const Id& viewer, const Id& person);

private:
    std::mutex m_mutex;
    std::map<std::pair<Id, Id>, Instant> m_last;
};

// Turns the call's actor into that person as far as reading goes. What begins is written to the
// log first, at most once in half an hour for the same two people. Error{forbidden} for who is no
// administrator and for everything but reading, Error{not_found} for an unknown person.
void look_as(Call& call, std::string_view person);

} // namespace comity::api
