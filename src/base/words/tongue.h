#pragma once
// One reader's language: sentences, labels and numbers as this person reads them.

#include "base/words/catalogue.h"
#include "base/words/sentence.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace comity {

class Tongue {
public:
    // English. What no person reads (logs of the program, the command line) is told so.
    Tongue() = default;
    // A language that the catalogue has not is English. `labels`: what descriptions are called in
    // it, null for as they are; must outlive the tongue.
    explicit Tongue(std::string_view language, const Dictionary* labels = nullptr);

    std::string_view language() const { return languages[m_place]; }
    bool is(std::string_view language) const { return languages[m_place] == language; }

    // A sentence whose key the catalogue has no more shows the key and what it was told with.
    std::string tell(const Sentence& sentence) const;
    // The label itself where there is no other. Valid as long as both.
    std::string_view label(std::string_view english) const;
    // As it stands within a sentence: English writes it small, but for what is all capitals;
    // German nouns are as they are.
    std::string within(std::string_view english) const;
    // All that are called otherwise than in English.
    const Dictionary& labels() const;
    // 12,408 or 12.408.
    std::string grouped(std::int64_t number) const;

private:
    std::size_t m_place = 0; // in `languages`
    const Dictionary* m_labels = nullptr;

    std::string tell(const Piece& piece) const;
    std::string fill(std::string_view text, const Sentence& sentence) const;
};

// What logs and the command line say.
std::string in_english(const Sentence& sentence);

} // namespace comity
