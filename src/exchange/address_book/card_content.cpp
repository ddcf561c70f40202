#include "exchange/address_book/card_content.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/address_book/card_labels.h"
#include "exchange/export/cards.h"

#include <algorithm>
#include <map>
#include <set>

namespace comity::exchange {
namespace {

// Of the card itself, made anew whenever one is written.
constexpr std::string_view own_names[] = {"VERSION", "UID", "PRODID", "REV"};
constexpr std::string_view picture_names[] = {"PHOTO", "LOGO", "SOUND", "KEY"};

// 19801224 and 1980-12-24, also with a time. A day without a year is no date.
std::string date_of(const CardLine& line)
{
    const std::string& value = line.property.value;
    if (value.starts_with("--") || lower_ascii(line.raw).find("omit-year") != std::string::npos)
        return "";
    std::string digits;
    for (const char c : value.substr(0, value.find('T')))
        if (c >= '0' && c <= '9')
            digits += c;
    if (digits.size() != 8)
        return "";
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
}

std::string trimmed(std::string_view text)
{
    return std::string(trim(text));
}

class CardReader {
public:
    CardReader(std::string_view text, const TakesField& takes)
        : m_lines(read_card_lines(text)), m_takes(takes)
    {
        for (const CardLine& line : m_lines)
            if (line.property.name == "X-ABLABEL" && !line.group.empty())
                m_labels[line.group] = line.text();
    }

    CardContent read()
    {
        for (const CardLine& line : m_lines)
            if (take(line))
                m_taken_groups.insert(line.group);
            else
                m_left.push_back(&line);
        name_from_full_name();
        for (const CardLine* line : m_left)
            keep(*line);
        if (m_content.uid.size() > 300)
            throw Error(Cause::malformed, say("address_book.uid_of_card_has_at"));
        return std::move(m_content);
    }

private:
    // False for what no field takes.
    bool take(const CardLine& line)
    {
        const std::string& name = line.property.name;
        if (std::ranges::find(own_names, name) != std::end(own_names)) {
            if (name == "UID")
                m_content.uid = trimmed(line.text());
            return true;
        }
        if (name == "N")
            return take_name(line);
        if (name == "FN") {
            m_full_name = trimmed(line.text());
            return true;
        }
        if (name == "ORG")
            return take_organisation(line);
        if (name == "EMAIL")
            return take_labelled(m_content.emails, "emails", line, trimmed(line.text()));
        if (name == "TEL")
            return take_phone(line);
        if (name == "ADR")
            return take_address(line);
        if (name == "CATEGORIES")
            return take_tags(line);
        return take_plain(line);
    }

    bool take_plain(const CardLine& line)
    {
        const std::string& name = line.property.name;
        if (name == "TITLE")
            return put(m_content.job_title, "job_title", trimmed(line.text()));
        if (name == "NOTE")
            return put(m_content.description, "description", line.text());
        if (name == "URL")
            return put(m_content.profile, "profile", trimmed(line.text()));
        if (name != "BDAY")
            return false;
        const std::string date = date_of(line);
        return !date.empty() && put(m_content.birthday, "birthday", date);
    }

    // The first of its kind; a second one has no field.
    bool put(std::optional<std::string>& place, std::string_view field, std::string value)
    {
        if (place || !m_takes(field, value))
            return false;
        place = std::move(value);
        return true;
    }

    bool take_name(const CardLine& line)
    {
        auto parts = card_parts(line.property.value, ';');
        parts.resize(5);
        m_content.last_name = trimmed(parts[0]);
        m_content.first_name = trimmed(parts[1]);
        // Further given names and what stands before and behind a name have no field.
        std::string more = "N:;";
        for (std::size_t i = 2; i < 5; ++i)
            more += ";" + escaped_card_text(trimmed(parts[i]));
        if (more != "N:;;;;")
            m_content.properties.push_back(std::move(more));
        return true;
    }

    // A card that gives a full name alone, or of a firm.
    void name_from_full_name()
    {
        if (!m_content.first_name.empty() || !m_content.last_name.empty() || m_full_name.empty())
            return;
        m_content.full_name = m_full_name;
        const std::size_t blank = m_full_name.rfind(' ');
        const bool is_firm = m_content.account == m_full_name;
        if (is_firm || blank == std::string::npos) {
            m_content.last_name = m_full_name;
            return;
        }
        m_content.first_name = m_full_name.substr(0, blank);
        m_content.last_name = m_full_name.substr(blank + 1);
    }

    bool take_organisation(const CardLine& line)
    {
        auto parts = card_parts(line.property.value, ';');
        parts.resize(std::max<std::size_t>(parts.size(), 2));
        const bool has_more = parts.size() > 2 && !is_blank(parts[2]);
        if (m_content.account || has_more || !m_takes("department", trimmed(parts[1])))
            return false;
        m_content.account = trimmed(parts[0]);
        m_content.department = trimmed(parts[1]);
        return true;
    }

    bool take_phone(const CardLine& line)
    {
        std::string number = trimmed(line.text());
        if (lower_ascii(number).starts_with("tel:"))
            number.erase(0, 4);
        return take_labelled(m_content.phones, "phones", line, std::move(number));
    }

    bool take_labelled(std::optional<Json::Array>& list, std::string_view field,
                       const CardLine& line, std::string value)
    {
        Json entry;
        entry.set("value", std::move(value));
        if (const std::string label = label_of_line(line, custom_of(line)); !label.empty())
            entry.set("label", label);
        Json::Array all = list.value_or(Json::Array{});
        all.push_back(std::move(entry));
        if (!m_takes(field, all))
            return false;
        list = std::move(all);
        return true;
    }

    bool take_address(const CardLine& line)
    {
        auto parts = card_parts(line.property.value, ';');
        parts.resize(7);
        CardAddress address{label_of_line(line, custom_of(line)), {}, line.raw};
        // Box and further lines stand with the street.
        for (const std::size_t at : {2, 1, 0})
            if (!is_blank(parts[at]))
                address.parts[0]
                    .append(address.parts[0].empty() ? "" : "\n")
                    .append(trim(parts[at]));
        for (std::size_t i = 1; i < 5; ++i)
            address.parts[i] = trimmed(parts[i + 2]);
        if (!std::ranges::all_of(address.parts, [](const auto& p) { return length_of(p) <= 500; }))
            return false;
        if (!m_content.addresses)
            m_content.addresses.emplace();
        if (std::ranges::any_of(address.parts, [](const auto& p) { return !p.empty(); }))
            m_content.addresses->push_back(std::move(address));
        return true;
    }

    bool take_tags(const CardLine& line)
    {
        Json::Array tags = m_content.tags.value_or(Json::Array{});
        for (const std::string& tag : card_parts(line.property.value, ','))
            if (!is_blank(tag))
                tags.emplace_back(trimmed(tag));
        if (!m_takes("tags", tags))
            return false;
        m_content.tags = std::move(tags);
        return true;
    }

    std::string_view custom_of(const CardLine& line) const
    {
        const auto found = m_labels.find(line.group);
        return line.group.empty() || found == m_labels.end() ? std::string_view() : found->second;
    }

    void keep(const CardLine& line)
    {
        const std::string& name = line.property.name;
        const bool is_said = name == "X-ABLABEL" && m_taken_groups.contains(line.group);
        if (is_said || name.starts_with("X-COMITY-"))
            return;
        const bool is_picture = std::ranges::find(picture_names, name) != std::end(picture_names);
        (is_picture ? m_content.pictures : m_content.properties).push_back(line.raw);
    }

    std::vector<CardLine> m_lines;
    const TakesField& m_takes;
    CardContent m_content;
    std::string m_full_name;
    std::map<std::string, std::string> m_labels; // by group
    std::set<std::string> m_taken_groups;
    std::vector<const CardLine*> m_left;
};

} // namespace

CardContent read_card(std::string_view text, const TakesField& takes)
{
    return CardReader(text, takes).read();
}

} // namespace comity::exchange
