#include "record/object/dictionary.h"

namespace comity::record {

const Dictionary* find_dictionary(const Shelf& shelf, std::string_view language)
{
    const auto found = shelf.words.find(std::string(language));
    return found == shelf.words.end() ? nullptr : &found->second;
}

std::string_view word_in(const Dictionary* dictionary, std::string_view english)
{
    if (!dictionary)
        return english;
    const auto found = dictionary->find(std::string(english));
    return found == dictionary->end() ? english : std::string_view(found->second);
}

} // namespace comity::record
