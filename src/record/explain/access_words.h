#pragma once
// Verdicts in words, in English and German.

#include "record/explain/verdict.h"

#include <functional>

namespace comity::record {

// Who is who and what is called what, for sentences.
struct Wording {
    const People& people;
    bool is_german = false;
    // The language's word for the shelf's.
    std::function<std::string(std::string_view)> word;
};

// The same said in both languages.
struct Phrase {
    const char* english;
    const char* german;
};
inline const char* in(const Wording& wording, const Phrase& phrase)
{
    return wording.is_german ? phrase.german : phrase.english;
}

// "Priya sees it because her role …", "Priya cannot change it: …".
std::string sentence(const Wording& wording, const Actor& person, const Verdict& verdict);
// What would make an answer yes; "" when it is yes already or nothing would.
std::string what_would(const Wording& wording, const Actor& person, const Verdict& verdict);
// The reason alone and not of one person: "Sales rep: reads the deals of the own team".
std::string rule_words(const Wording& wording, const Role* role, const Verdict& verdict);
// "reads the Deals of the own team".
std::string reach_words(const Wording& wording, const Object& object, Verb verb, Reach reach);
// `{name}` in a text is what stands for it.
std::string fill(std::string text,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values);

} // namespace comity::record
