#include "format/vcards.h"

#include "base/text.h"
#include "format/encoding.h"

namespace comity::format {
namespace {

int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char small = static_cast<char>(c | 0x20);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string unquoted_printable(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_code = text[i] == '=' && i + 2 < text.size() && digit_of(text[i + 1]) >= 0 &&
                             digit_of(text[i + 2]) >= 0;
        if (is_code) {
            out += static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

// Where the name and its parameters end; a colon inside quotes is of a parameter.
std::size_t colon_of(std::string_view line)
{
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"')
            is_quoted = !is_quoted;
        if (line[i] == ':' && !is_quoted)
            return i;
    }
    return line.npos;
}

} // namespace

bool is_card_file(std::string_view head)
{
    if (head.starts_with("\xef\xbb\xbf"))
        head.remove_prefix(3);
    return lower_ascii(trim(head.substr(0, 64))).starts_with("begin:vcard");
}

CardProperty parse_card_property(std::string_view line)
{
    CardProperty property;
    const std::size_t colon = colon_of(line);
    if (colon == line.npos)
        return property;
    bool is_quoted_printable = false;
    std::optional<Encoding> charset;
    bool is_name = true;
    for (std::string_view part : split(line.substr(0, colon), ';')) {
        if (is_name) {
            part = trim(part.substr(part.rfind('.') == part.npos ? 0 : part.rfind('.') + 1));
            for (const char c : part)
                property.name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
            is_name = false;
            continue;
        }
        const std::size_t equals = part.find('=');
        const std::string key = equals == part.npos ? "type" : lower_ascii(part.substr(0, equals));
        const std::string value = lower_ascii(equals == part.npos ? part : part.substr(equals + 1));
        is_quoted_printable |= value == "quoted-printable";
        if (key == "charset")
            charset = find_encoding(value);
        if (key == "type")
            for (std::string_view type : split(value, ',')) {
                type.remove_prefix(type.starts_with('"') ? 1 : 0);
                type.remove_suffix(type.ends_with('"') ? 1 : 0);
                property.types.emplace_back(trim(type));
            }
    }
    property.value = line.substr(colon + 1);
    if (is_quoted_printable)
        property.value = unquoted_printable(property.value);
    if (!is_utf8(property.value) ||
        (charset && *charset != Encoding::utf8 && is_quoted_printable)) {
        std::string text;
        Decoder(charset == Encoding::utf8 || !charset ? Encoding::windows1252 : *charset)
            .decode(property.value, true, text);
        property.value = std::move(text);
    }
    return property;
}

std::vector<std::string> card_parts(std::string_view value, char separator)
{
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size()) {
            const char next = value[++i];
            parts.back() += next == 'n' || next == 'N' ? '\n' : next;
        } else if (value[i] == separator) {
            parts.emplace_back();
        } else if (value[i] != '\r' && value[i] != '\0') {
            parts.back() += value[i];
        }
    }
    return parts;
}

} // namespace comity::format
