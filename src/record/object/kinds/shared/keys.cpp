#include "record/object/kinds/shared/keys.h"

#include "base/text.h"

namespace comity::record {

std::string list_of(const std::vector<Choice>& choices)
{
    std::string list;
    for (const Choice& choice : choices)
        list += (list.empty() ? "" : ", ") + choice.key;
    return list;
}

std::optional<std::string> find_key(const Field& field, std::string_view text)
{
    if (!field.choices_object.empty() || field.choices.empty())
        return std::string(text);
    for (const Choice& choice : field.choices)
        if (choice.key == text)
            return choice.key;
    const std::string folded = fold(trim(text));
    for (const Choice& choice : field.choices)
        if (fold(choice.label) == folded || fold(choice.key) == folded)
            return choice.key;
    return std::nullopt;
}

} // namespace comity::record
