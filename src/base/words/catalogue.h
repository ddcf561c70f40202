#pragma once
// The catalogue as it is compiled in: words/server and words/labels, turned into a table by
// tools/words.py while building. Everything lives as long as the program; any thread may ask.

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace comity {

// The languages of the catalogue, English first.
inline constexpr std::array<std::string_view, 2> languages = {"en", "de"};
// The place of a language in `languages`; of what is none of them English's.
std::size_t place_of(std::string_view language);
// The first language of an Accept-Language header that the catalogue has, or "".
std::string_view accepted_language(std::string_view header);

// One text for exactly one, one for any other number; the same where the number is no matter.
struct CatalogueForms {
    std::string_view one;
    std::string_view other;
};

struct CatalogueEntry {
    std::string_view key; // area.key
    std::array<CatalogueForms, languages.size()> texts;
};

// What descriptions call things. English is the key.
struct CatalogueLabel {
    std::array<std::string_view, languages.size()> texts;
};

// In the order of their keys.
std::span<const CatalogueEntry> catalogue_entries();
std::span<const CatalogueLabel> catalogue_labels();

// Null for a key that the catalogue has not.
const CatalogueEntry* find_entry(std::string_view key);

// English labels as another language has them.
using Dictionary = std::unordered_map<std::string, std::string>;
// All labels of the catalogue in one language.
Dictionary make_dictionary(std::string_view language);

} // namespace comity
