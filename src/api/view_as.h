#pragma once
// Looking at everything as another person sees it, for administrators; nothing can be changed.

#include <string_view>

namespace comity::api {

struct Call;

// Turns the call's actor into that person as far as reading goes. What begins is written to the
// log first, at most once in half an hour for the same two people. Error{forbidden} for who is no
// administrator and for everything but reading, Error{not_found} for an unknown person.
void look_as(Call& call, std::string_view person);

} // namespace comity::api
