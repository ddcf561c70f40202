#include "record/object/dictionary.h"

namespace comity::record {

const Dictionary* find_dictionary(const Shelf& shelf, std::string_view language)
{
    const auto found = shelf.words.find(std::string(language));
    return found == shelf.words.end() ? nullptr : &found->second;
}

Tongue tongue_of(const Shelf& shelf, std::string_view language)
{
    return Tongue(language, find_dictionary(shelf, language));
}

} // namespace comity::record
