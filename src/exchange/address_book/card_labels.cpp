#include "exchange/address_book/card_labels.h"

#include "base/text.h"

#include <array>

namespace comity::exchange {
namespace {

struct Word {
    std::string_view label;
    std::string_view type;
};
// Where it is comes before what it is.
constexpr std::array<Word, 9> words = {{{"home", "HOME"},
                                        {"work", "WORK"},
                                        {"main", "MAIN"},
                                        {"school", "SCHOOL"},
                                        {"iphone", "IPHONE"},
                                        {"mobile", "CELL"},
                                        {"fax", "FAX"},
                                        {"pager", "PAGER"},
                                        {"other", "OTHER"}}};

// Apple writes its own words as `_$!<Anniversary>!$_`.
std::string plain_label(std::string_view custom)
{
    const bool is_apple = custom.starts_with("_$!<") && custom.ends_with(">!$_");
    if (is_apple)
        custom = custom.substr(4, custom.size() - 8);
    std::string label;
    for (const char c : trim(custom))
        label += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    if (length_of(label) > 50)
        return "";
    for (const Word& word : words)
        if (is_apple && lower_ascii(label) == word.label)
            return std::string(word.label);
    return label;
}

bool has_type(const CardLine& line, const Word& word)
{
    for (const std::string& type : line.property.types)
        if (type == lower_ascii(word.type) || type == word.label)
            return true;
    return false;
}

} // namespace

std::string label_of_line(const CardLine& line, std::string_view custom)
{
    if (const std::string label = plain_label(custom); !label.empty())
        return label;
    std::string label;
    bool is_iphone = false;
    for (const Word& word : words) {
        // An iPhone's number is said to be that of a mobile too.
        if (!has_type(line, word) || (is_iphone && word.label == "mobile"))
            continue;
        is_iphone = is_iphone || word.label == "iphone";
        label += (label.empty() ? "" : " ") + std::string(word.label);
    }
    return label;
}

std::optional<std::string> types_of_label(std::string_view label)
{
    std::string types;
    for (const std::string_view part : split(label, ' ')) {
        std::string_view type;
        for (const Word& word : words)
            if (lower_ascii(part) == word.label)
                type = word.type;
        if (type.empty() && !label.empty())
            return std::nullopt;
        types += (types.empty() ? ";TYPE=" : ",") + std::string(type);
        if (type == "IPHONE")
            types += ",CELL";
    }
    return label.empty() ? "" : types;
}

} // namespace comity::exchange
