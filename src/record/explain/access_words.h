#pragma once
// Verdicts as sentences (words/server/access.txt).

#include "base/words/tongue.h"
#include "record/explain/verdict.h"

namespace comity::record {

// Who is who, and in which language it is told.
struct Wording {
    const People& people;
    const Tongue& tongue;
};

// "Priya sees it because her role …", "Priya cannot change it: …".
Sentence verdict_words(const People& people, const Actor& person, const Verdict& verdict);
// What would make an answer yes; empty when it is yes already or nothing would.
Sentence what_would(const People& people, const Actor& person, const Verdict& verdict);
// The reason alone and not of one person: "Sales rep: reads the deals of the own team".
Sentence rule_words(const Role* role, const Verdict& verdict);
// "reads the Deals of the own team".
Sentence reach_words(const Object& object, Verb verb, Reach reach);
std::string role_of(const Actor& person);

} // namespace comity::record
