#include "base/words/catalogue.h"

#include "base/text.h"

#include <algorithm>

namespace comity {

std::size_t place_of(std::string_view language)
{
    const auto found = std::ranges::find(languages, language);
    return found == languages.end() ? 0 : static_cast<std::size_t>(found - languages.begin());
}

// The order of the header is the order of preference in every browser; weights are left aside.
std::string_view accepted_language(std::string_view header)
{
    for (const std::string_view part : split(header, ',')) {
        const std::string tag = lower_ascii(trim(part.substr(0, part.find(';'))));
        for (const std::string_view language : languages)
            if (tag == language || tag.starts_with(std::string(language) + '-'))
                return language;
    }
    return {};
}

const CatalogueEntry* find_entry(std::string_view key)
{
    const auto entries = catalogue_entries();
    const auto found = std::ranges::lower_bound(entries, key, {}, &CatalogueEntry::key);
    return found == entries.end() || found->key != key ? nullptr : &*found;
}

Dictionary make_dictionary(std::string_view language)
{
    Dictionary dictionary;
    for (const CatalogueLabel& label : catalogue_labels())
        dictionary.emplace(label.texts[0], label.texts[place_of(language)]);
    return dictionary;
}

} // namespace comity
